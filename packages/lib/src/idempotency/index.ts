export {
  type Begun,
  createIdempotency,
  type Idempotency,
  type IdempotentRequest,
  type KeptAnswer,
} from "./idempotency.ts";

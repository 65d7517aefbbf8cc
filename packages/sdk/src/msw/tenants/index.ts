export { purgeMock } from "./purge.mock.ts";

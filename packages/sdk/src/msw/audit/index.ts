export { auditMock } from "./audit.mock.ts";

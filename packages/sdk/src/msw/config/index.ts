/** What the mocks of other features may use of config. */
export { configMock } from "./config.mock.ts";
export { configState } from "./config.state.ts";

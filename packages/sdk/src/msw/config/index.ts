/** What the mocks of other features may use of config. */
export { configState } from "./config.state.ts";

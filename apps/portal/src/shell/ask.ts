import { type Context, createContext, useContext } from "react";

/** What can be asked for from anywhere on the page. The tenant it is about is the one that is shown. */
export type Asked = "palette" | "shortcuts" | "create" | "createRoot" | "suspend" | "resume" | "archive";

export const AskContext: Context<(asked: Asked) => void> = createContext<(asked: Asked) => void>(() => {});
/** Asks for something that opens over the page. */
export const useAsk = (): ((asked: Asked) => void) => useContext(AskContext);

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@stratum-hq/react/styles.css";
import "./portal.css";
import { App } from "./App.tsx";
import { createSession } from "./session.ts";

const session = createSession({ persona: new URLSearchParams(location.search).get("as") });
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);

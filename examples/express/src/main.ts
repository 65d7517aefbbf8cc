import { stratum } from "@stratum-hq/sdk";
import { buildApp } from "./app.ts";

const {
  STRATUM_URL = "http://127.0.0.1:3000",
  STRATUM_API_KEY = "",
  JWT_SECRET,
  PORT = "4000",
} = process.env;

const service = stratum({ controlPlaneUrl: STRATUM_URL, apiKey: STRATUM_API_KEY });
const app = buildApp(service, {
  ...(JWT_SECRET && { jwtSecret: JWT_SECRET }),
  onError: (error) => console.error("the control plane failed:", error),
});
const server = app.listen(Number(PORT), "127.0.0.1", () => console.log(`Notes at http://127.0.0.1:${PORT}`));

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    server.close();
    service.client.close();
  });

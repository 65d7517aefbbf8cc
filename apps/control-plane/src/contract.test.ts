import { localKeyProvider, Stratum } from "@stratum-hq/lib";
import { describeContract } from "@stratum-hq/sdk/contract-tests";
import { testDatabase } from "@stratum-hq/testing/database";
import { buildApp } from "./app.ts";
import { KEY_SECRET, MASTER_KEY, TOKEN_SECRET } from "./test-app.ts";

describeContract("the control plane over HTTP", async () => {
  const { app_pool } = await testDatabase();
  const stratum = new Stratum({
    pool: app_pool,
    key_secret: KEY_SECRET,
    token_secret: TOKEN_SECRET,
    keyProvider: localKeyProvider(MASTER_KEY),
    // As `start` has it: the same answers with a cache.
    cache: {},
  });
  await stratum.initialize();
  const { plaintext_key } = await stratum.createApiKey(null, {
    name: "Contract tests",
    scopes: ["admin", "secrets:read"],
  });
  const jobs = stratum.startJobs();
  const app = await buildApp({ stratum, config: { tokenSecret: TOKEN_SECRET } });
  const base_url = await app.listen({ host: "127.0.0.1", port: 0 });
  const close = async () => {
    await app.close();
    await jobs.close();
    await stratum.close();
  };
  return { base_url, apiKey: plaintext_key, close };
});

import { describeContract } from "../contract-tests/index.ts";
import { createMockControlPlane } from "./control-plane.ts";

describeContract("the mock control plane", () => {
  const mock = createMockControlPlane({
    session: null,
    seed: (store) =>
      store.credentials.set("sk_test_platform", {
        session: { scopes: ["admin", "secrets:read"], actor_type: "api_key" },
        key_id: null,
      }),
  });
  return { base_url: "http://mock", apiKey: "sk_test_platform", fetch: mock.fetch };
});

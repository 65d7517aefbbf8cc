/** A control plane in a process of its own, so that its load generator takes nothing from it but the machine's other core. */
import { loadConfig, start } from "@stratum-hq/control-plane";

const plane = await start(loadConfig({ ...process.env, PORT: "0", LOG_LEVEL: "silent", RATE_LIMIT: "0" }));
const root = await plane.stratum.createTenant({ name: "Root", slug: "root" });
const leaf = await plane.stratum.createTenant({ name: "Leaf", slug: "leaf", parent_id: root.id });
for (let k = 0; k < 50; k++) await plane.stratum.setConfig(root.id, `k.${k}`, { value: { k } });
const { plaintext_key } = await plane.stratum.createApiKey(root.id, { name: "Bench" });
process.send?.({ url: plane.url, id: leaf.id, key: plaintext_key });
process.once("disconnect", () => void plane.close());

import type { ConfigSchema, Json } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, refused, type World } from "../world.ts";

/** What keys mean. */
export function definitionsSuite(given: () => World): void {
  test("a definition holds for the subtree, and the nearest one counts as a whole", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    const made = await api.defineConfigKey(root, "seats", {
      title: "Seats",
      schema: { type: "integer" },
      default: 5,
    });
    expect(made).toMatchObject({
      tenant_id: root,
      has_default: true,
      sensitive: false,
      category: null,
      version: 1,
    });
    await api.defineConfigKey(mid, "seats", { title: "Places" });
    expect((await api.listConfigDefinitions(leaf)).data).toMatchObject([
      { key: "seats", tenant_id: mid, title: "Places", schema: null, has_default: false },
    ]);
    expect((await api.setConfig(leaf, "seats", { value: "many" })).value).toBe("many");
    await refused(api.setConfig(root, "seats", { value: "many" }), "CONFIG_INVALID");
    const mine = await as({ tenant_id: leaf, scopes: ["read"] });
    expect((await mine.listConfigDefinitions(leaf)).data[0]).toMatchObject({
      title: "Places",
      updated_by: null,
    });
    const { effective } = await api.deleteConfigDefinition(mid, "seats");
    expect(effective).toMatchObject({ tenant_id: root, title: "Seats" });
  });

  test("the default is the value at the top of the chain, and says so", async () => {
    const { api, chain } = given();
    const [root, child] = await chain(2);
    await api.defineConfigKey(root.id, "k", { default: null });
    expect((await api.resolveConfig(child.id)).k).toMatchObject({
      value: null,
      source: "default",
      source_tenant_id: root.id,
      source_name: root.name,
      inherited: true,
      version: 0,
      own_version: null,
    });
    await api.setConfig(child.id, "k", { value: 1, expected_version: 0 });
    expect((await api.resolveConfig(child.id)).k).toMatchObject({ value: 1, source: "entry" });
    expect((await api.deleteConfig(child.id, "k")).effective).toMatchObject({
      value: null,
      source: "default",
    });
  });

  const cases: [name: string, schema: ConfigSchema, good: Json[], bad: Json[]][] = [
    ["type", { type: "boolean" }, [true, false], [1, "true", null]],
    ["types", { type: ["integer", "null"] }, [3, null], [1.5, "3"]],
    ["enum", { enum: ["a", { b: [1, 2] }] }, ["a", { b: [1, 2] }], ["b", { b: [2, 1] }]],
    ["bounds", { type: "number", minimum: 1, maximum: 2 }, [1, 1.5, 2], [0.99, 2.01]],
    ["lengths", { minLength: 2, maxLength: 3 }, ["ab", "🌳🌳🌳"], ["a", "abcd"]],
    ["pattern", { pattern: "^[a-z]+(-[a-z]+)*$" }, ["a-b"], ["a-", "A"]],
    ["format", { format: "email" }, ["ann@example.com"], ["ann"]],
    ["items", { type: "array", items: { type: "string" }, maxItems: 2 }, [["a"]], [["a", "b", "c"], "a"]],
  ];
  test.each(cases)("values are held to %s", async (_, schema, good, bad) => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.defineConfigKey(id, "k", { schema });
    for (const value of good) expect((await api.setConfig(id, "k", { value })).value).toEqual(value);
    for (const value of bad) {
      const error = await refused(api.setConfig(id, "k", { value }), "CONFIG_INVALID");
      expect(error.details.errors).toEqual([{ path: "body.value", message: expect.any(String) }]);
    }
  });

  test("the path leads to the item that breaks the definition, in a batch too", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.defineConfigKey(id, "k", { schema: { items: { type: "string" } } });
    const error = await refused(api.setConfig(id, "k", { value: ["a", 1] }), "CONFIG_INVALID");
    expect(error.details.errors?.[0]?.path).toBe("body.value.1");
    const entries = [
      { key: "fine", value: 1 },
      { key: "k", value: [1] },
    ];
    const batch = await refused(api.batchSetConfig(id, { entries }), "CONFIG_INVALID");
    expect(batch.details).toMatchObject({ index: 1, key: "k" });
    expect(batch.details.errors?.[0]?.path).toBe("body.entries.1.value.0");
    const { results } = await api.batchSetConfig(id, { entries, atomic: false });
    expect(results.map((r) => r.error?.code)).toEqual([undefined, "CONFIG_INVALID"]);
  });

  test("a definition that is sensitive makes entries so, and its message never holds the value", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.defineConfigKey(root, "k", { sensitive: true, schema: { type: "string", minLength: 20 } });
    const error = await refused(api.setConfig(child, "k", { value: "s3cret" }), "CONFIG_INVALID");
    expect(JSON.stringify([error.message, error.details])).not.toContain("s3cret");
    const long = "a secret of good length";
    expect(await api.setConfig(child, "k", { value: long })).toMatchObject({ value: null, masked: true });
    await refused(api.setConfig(child, "k", { value: long, sensitive: false }), "CONFIG_INVALID");
    await invalid(api.defineConfigKey(root, "k", { sensitive: true, default: "x" }), "body.default");
  });

  test("a key that stands somewhere below in clear cannot be defined as sensitive", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(child, "k", { value: "open" });
    const error = await refused(api.defineConfigKey(root, "k", { sensitive: true }), "CONFIG_INVALID");
    expect(error.details.in_clear).toEqual([child]);
    await api.setConfig(child, "k", { value: "new", sensitive: true });
    expect((await api.defineConfigKey(root, "k", { sensitive: true })).sensitive).toBe(true);
  });

  test("bad definitions are refused, and name what is bad", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const schema = (s: object) => api.defineConfigKey(id, "k", { schema: s as ConfigSchema });
    await invalid(schema({ pattern: "(?=a)" }), "body.schema.pattern");
    await invalid(schema({ pattern: "(" }), "body.schema.pattern");
    await invalid(schema({ $ref: "#" }), "body.schema.$ref");
    await invalid(schema({ items: { tpye: "string" } }), "body.schema.items.tpye");
    const error = await refused(
      api.defineConfigKey(id, "k", { schema: { type: "number" }, default: "x" }),
      "CONFIG_INVALID",
    );
    expect(error.details.errors?.[0]?.path).toBe("body.default");
  });

  test("definitions have versions", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.defineConfigKey(id, "k", { expected_version: 0 });
    await refused(api.defineConfigKey(id, "k", { expected_version: 0 }), "VERSION_CONFLICT");
    expect((await api.defineConfigKey(id, "k", { title: "x" }, { if_match: 1 })).version).toBe(2);
    await refused(api.deleteConfigDefinition(id, "k", { expected_version: 1 }), "VERSION_CONFLICT");
    expect((await api.deleteConfigDefinition(id, "k", { expected_version: 2 })).effective).toBeNull();
    await refused(api.deleteConfigDefinition(id, "k"), "CONFIG_NOT_FOUND");
  });
}

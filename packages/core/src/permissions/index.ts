export * from "./insight.schema.ts";
export * from "./permissions.contract.ts";
export * from "./permissions.errors.ts";
export * from "./permissions.explain.ts";
export * from "./permissions.routes.ts";
export * from "./permissions.rules.ts";
export * from "./permissions.schema.ts";
export * from "./permissions.simulate.ts";

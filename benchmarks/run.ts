import type { BenchServer } from "./server.ts";

/** What a group of rows is given. */
export interface Run {
  server: BenchServer;
  /** Pairs of calls per comparison. */
  rounds: number;
  /** Tenants in the small, the middle and the large forest. */
  sizes: readonly [number, number, number];
}

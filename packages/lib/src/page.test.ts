import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor, packSnapshot } from "./page.ts";

/** A snapshot as PostgreSQL writes it, with so many running transactions. */
const snapshots = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 400 }))
  .map(([xmin, gaps]) => {
    let at = xmin;
    const running = gaps.map((gap) => {
      at += gap;
      return at;
    });
    return `${xmin}:${at + 1}:${running.join(",")}`;
  });

test("a snapshot comes out of a cursor as it went in, and fits with hundreds of writers at work", () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const cursor = encodeCursor([7, packSnapshot(snapshot)]);
      expect(cursor.length).toBeLessThanOrEqual(2048);
      expect(decodeCursor(cursor, "int", "snapshot")).toEqual([7, snapshot]);
    }),
  );
});

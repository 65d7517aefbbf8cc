/** Every story, as a test, must have room for its words on a phone, a tablet, a small and a large desk. */
import { faultsAtEachSize } from "../packages/react/src/testing/at-each-size.ts";

/** @throws with every text that is cut or broken, and the width at which it was first seen. */
export async function expectRoomAtEachSize(): Promise<void> {
  const faults = [...(await faultsAtEachSize())].map(([fault, width]) => `${width} px  ${fault}`);
  if (faults.length > 0) throw new Error(`Without room:\n${faults.join("\n")}`);
}

/** The keys of `TenantDetails`, which has nothing to press but what copies. */
import { focus, focused, shows } from "../testing/hands.ts";
import type { KeyTable } from "../testing/keys.ts";
import { TenantDetails } from "./TenantDetails.tsx";

export const tenantDetailsKeys: KeyTable = {
  show: () => <TenantDetails />,
  operations: [
    {
      keys: "Tab",
      when: "on the button that copies the id",
      does: "goes to the one that copies the path",
      given: () => focus("button", "Copy the id"),
      sees: () => focused("button", "Copy the path"),
    },
    {
      keys: "Enter",
      when: "on a button that copies",
      does: "copies",
      given: () => focus("button", "Copy the id"),
      sees: () => shows("button", "Copied"),
    },
  ],
};

/** The notes of all tenants. Nothing here takes a tenant: whose notes they are follows from the running request. */
import { getTenantContext } from "@stratum-hq/sdk";

/** A note of a tenant. */
export interface Note {
  id: number;
  text: string;
}

/** Why a note was not added. */
export class NotesFull extends Error {}

/** Notes in memory; a real service has a database here. */
export function createNotes(): { list(): Note[]; add(text: string): Note } {
  const notes = new Map<string, Note[]>();
  function list(): Note[] {
    const { tenant_id } = getTenantContext();
    const mine = notes.get(tenant_id) ?? [];
    notes.set(tenant_id, mine);
    return mine;
  }
  return {
    list,
    add(text) {
      const { config, tenant } = getTenantContext();
      // Inherited down the tree: a reseller sets it once for all of its customers.
      const max = Number(config?.["notes.max"]?.value ?? 100);
      const mine = list();
      if (mine.length >= max) throw new NotesFull(`${tenant?.name} may have ${max} notes.`);
      const note = { id: mine.length + 1, text };
      mine.push(note);
      return note;
    },
  };
}

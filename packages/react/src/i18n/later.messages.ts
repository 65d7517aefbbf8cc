import { accessMessages } from "../access/access.messages.ts";
import { rolesMessages } from "../access/roles.messages.ts";
import { panelMessages } from "../ui/panel.messages.ts";

interface Later {
  access: typeof accessMessages;
  roles: typeof rolesMessages;
  panel: typeof panelMessages;
}
/**
 * English texts of what is loaded when it is needed. The kit does not export them: a page would carry them from its
 * start. A translation has their keys like all others.
 */
export const laterMessages: Later = { access: accessMessages, roles: rolesMessages, panel: panelMessages };

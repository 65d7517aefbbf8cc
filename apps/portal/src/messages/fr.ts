import type { Translation } from "@stratum-hq/react";
import type { portalMessages } from "../portal.messages.ts";

export const fr: Translation<typeof portalMessages> = {};

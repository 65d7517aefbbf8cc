import type { Translation } from "@stratum-hq/react";
import type { portalMessages } from "../portal.messages.ts";

export const ar: Translation<typeof portalMessages> = {};

import type { Translation } from "@stratum-hq/react";
import type { portalMessages } from "../portal.messages.ts";

export const ja: Translation<typeof portalMessages> = {};

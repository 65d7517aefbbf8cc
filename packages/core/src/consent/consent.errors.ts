import { defineError } from "../http/errors.ts";

/** No consent of this subject for this purpose is in force (404). */
export class ConsentNotFoundError extends defineError("CONSENT_NOT_FOUND", 404) {}

export const consentErrors = { CONSENT_NOT_FOUND: ConsentNotFoundError } as const;

"use client";
import type { ApiKeyScope } from "@stratum-hq/core";
import { useState } from "react";
import { type Submission, useSubmit } from "../ui/index.ts";
import type { NewApiKey } from "./access.mutations.ts";
import type { ScopeLevel } from "./scope-levels.ts";
import type { ApiKeyManagerState } from "./useApiKeyManager.ts";

/** How many days a key may live. */
export const API_KEY_TERMS = ["never", "30", "90", "365"] as const;
export type ApiKeyTerm = (typeof API_KEY_TERMS)[number];

export interface ApiKeyFields {
  name: string;
  level: ScopeLevel;
  secrets: boolean;
  term: ApiKeyTerm;
  /** Requests a minute, in digits; empty for the server's default. */
  limit: string;
  test: boolean;
}
export interface CreateApiKeyForm extends Submission {
  fields: ApiKeyFields;
  set: (patch: Partial<ApiKeyFields>) => void;
  /** True if all that must be there is there. */
  ready: boolean;
}

const DAY_MS = 86_400_000;
const EMPTY: ApiKeyFields = { name: "", level: "read", secrets: false, term: "90", limit: "", test: false };

function inputOf({ name, level, secrets, term, limit, test }: ApiKeyFields): NewApiKey {
  const scopes: ApiKeyScope[] = secrets ? [level, "secrets:read"] : [level];
  return {
    name,
    scopes,
    ...(test && { environment: "test" }),
    ...(limit !== "" && { rate_limit: Number(limit) }),
    ...(term !== "never" && { expires_at: new Date(Date.now() + Number(term) * DAY_MS).toISOString() }),
  };
}

/** The form of a new key. When it is made, its text is shown next. */
export function useCreateApiKey(manager: ApiKeyManagerState): CreateApiKeyForm {
  const [fields, setFields] = useState(EMPTY);
  const ready = fields.name.trim() !== "";
  const submission = useSubmit(() => manager.change({ action: "create", input: inputOf(fields) }), ready);
  return { ...submission, fields, set: (patch) => setFields((last) => ({ ...last, ...patch })), ready };
}

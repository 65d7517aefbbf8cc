"use client";
import { useState } from "react";
import { useSubmit } from "../ui/index.ts";
import type { ConfigRow } from "./config.rows.ts";
import type { ConfigEditorState } from "./useConfigEditor.ts";
import { useValueDraft, type ValueDraft } from "./useValueDraft.ts";

export interface AddConfig {
  key: string;
  setKey: (key: string) => void;
  draft: ValueDraft;
  locked: boolean;
  setLocked: (locked: boolean) => void;
  sensitive: boolean;
  setSensitive: (sensitive: boolean) => void;
  /** The row that already stands under the typed key. */
  known: ConfigRow | undefined;
  /** True if there is a key and a value, and the key may be set here. */
  ready: boolean;
  busy: boolean;
  /** Why the last try failed. */
  error: unknown;
  submit: () => Promise<void>;
}

/** The form of a new key. `onDone` is called once it is set. */
export function useAddConfig(editor: ConfigEditorState, onDone: () => void): AddConfig {
  const [key, setKey] = useState("");
  const [locked, setLocked] = useState(false);
  const [sensitive, setSensitive] = useState(false);
  const draft = useValueDraft("");
  const known = editor.rows.find((row) => row.key === key.trim());
  const ready = key.trim() !== "" && draft.value !== undefined && (!known || known.origin === "inherited");
  const send = async (): Promise<void> => {
    if (draft.value === undefined) return;
    const secret = sensitive && { sensitive };
    const wanted = { action: "set", key: key.trim(), value: draft.value, locked, ...secret } as const;
    if (await editor.change(wanted, 0)) onDone();
  };
  const { busy, error, submit } = useSubmit(send, ready, () => editor.reload(key.trim()));
  return {
    key,
    setKey,
    draft,
    locked,
    setLocked,
    sensitive,
    setSensitive,
    known,
    ready,
    busy,
    error,
    submit,
  };
}

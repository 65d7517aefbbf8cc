"use client";
import { Plus } from "lucide-react";
import type { ReactElement } from "react";
import { FilterPills } from "../config/index.ts";
import { useMessages } from "../i18n/index.ts";
import { Button, SearchField, Select } from "../ui/index.ts";
import { PanelBar } from "../ui/PanelBar.tsx";
import { consentMessages } from "./consent.messages.ts";
import { CONSENT_STATUSES } from "./consent.status.ts";
import type { ConsentManagerState } from "./useConsentManager.ts";

/** Filters by subject, purpose and status, and the way to record a consent. */
export function ConsentToolbar({ manager }: { manager: ConsentManagerState }): ReactElement {
  const t = useMessages(consentMessages);
  const { view, setView } = manager;
  return (
    <PanelBar
      actions={
        !manager.readOnly && (
          <Button icon={<Plus aria-hidden />} onClick={() => manager.open({ kind: "grant", from: {} })}>
            {t("consent.grant")}
          </Button>
        )
      }
    >
      <SearchField
        className="st-panel-search"
        aria-label={t("consent.filter.subject")}
        placeholder={t("consent.filter.subject.hint")}
        value={view.subject}
        onValueChange={(subject) => setView({ subject })}
      />
      <Select
        aria-label={t("consent.filter.purpose")}
        value={view.purpose}
        onChange={(event) => setView({ purpose: event.target.value })}
        options={[
          { value: "", label: t("consent.filter.purpose.all") },
          ...manager.purposes.map((purpose) => ({ value: purpose, label: purpose })),
        ]}
      />
      <FilterPills
        label={t("consent.filter.status")}
        value={view.status}
        onValueChange={(status) => setView({ status })}
        options={[
          { value: "all", label: t("consent.filter.status.all") },
          ...CONSENT_STATUSES.map((value) => ({ value, label: t(`consent.status.${value}`) })),
        ]}
      />
    </PanelBar>
  );
}

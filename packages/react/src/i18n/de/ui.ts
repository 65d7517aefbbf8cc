import type { Words } from "../translation.ts";

export const ui: Words<"ui" | "provider", "one" | "other"> = {
  "ui.close": "Schließen",
  "ui.cancel": "Abbrechen",
  "ui.clear": "Leeren",
  "ui.copy": "Kopieren",
  "ui.copied": "Kopiert",
  "ui.copy.failed": "Der Browser lässt das Kopieren nicht zu",
  "ui.more": "Mehr laden",
  "ui.more.failed": "Die nächste Seite konnte nicht geladen werden. {reason}",
  "ui.conflict.theirs": "Andere übernehmen",
  "ui.conflict.mine": "Meine behalten",
  "ui.dismiss": "Ausblenden",
  "ui.optional": "optional",
  "ui.retry": "Erneut versuchen",
  "ui.error.title": "Das konnte nicht geladen werden",
  "ui.error.offline":
    "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
  "ui.error.unknown": "Etwas ist schiefgelaufen.",
  "ui.error.requestId": "Anfrage {id}",
  "ui.error.copyRequestId": "Anfrage-ID kopieren",
  "ui.forbidden.title": "Sie haben keinen Zugriff",
  "ui.forbidden.text":
    "Ihre Anmeldung reicht dafür nicht aus. Ein Administrator kann Ihnen den Scope {scope} geben.",
  "ui.ended.title": "Ihre Sitzung ist beendet",
  "ui.ended.text": "Melden Sie sich wieder an, um weiterzumachen.",
  "ui.ended.signIn": "Anmelden",
  "ui.time.justNow": "gerade eben",
  "provider.discard.title": { one: "{count} Änderung verwerfen?", other: "{count} Änderungen verwerfen?" },
  "provider.discard.text":
    "Davon ist noch nichts gespeichert. Bleiben Sie hier, um die Änderungen zuerst zu speichern.",
  "provider.discard.confirm": "Verwerfen",
  "provider.discard.stay": "Bleiben",
};

import type { Words } from "../translation.ts";

export const ui: Words<"ui" | "provider", "one" | "many" | "other"> = {
  "ui.close": "Fermer",
  "ui.cancel": "Annuler",
  "ui.clear": "Effacer",
  "ui.copy": "Copier",
  "ui.copied": "Copié",
  "ui.dismiss": "Masquer",
  "ui.optional": "facultatif",
  "ui.retry": "Réessayer",
  "ui.error.title": "Le chargement a échoué",
  "ui.error.offline": "Le serveur est injoignable. Vérifiez la connexion, puis réessayez.",
  "ui.error.unknown": "Une erreur s’est produite.",
  "ui.error.requestId": "Requête {id}",
  "ui.error.copyRequestId": "Copier l’identifiant de la requête",
  "ui.forbidden.title": "Vous n’avez pas accès",
  "ui.forbidden.text":
    "Votre connexion ne le permet pas. Un administrateur de ce locataire, ou d’un locataire au-dessus, peut vous accorder la portée {scope}.",
  "ui.ended.title": "Votre session est terminée",
  "ui.ended.text": "Reconnectez-vous pour continuer.",
  "ui.ended.signIn": "Se connecter",
  "ui.time.justNow": "à l’instant",
  "provider.discard.title": {
    one: "Abandonner {count} modification ?",
    many: "Abandonner {count} de modifications ?",
    other: "Abandonner {count} modifications ?",
  },
  "provider.discard.text": "Rien n’a encore été enregistré. Restez ici pour enregistrer d’abord.",
  "provider.discard.confirm": "Abandonner",
  "provider.discard.stay": "Rester",
};

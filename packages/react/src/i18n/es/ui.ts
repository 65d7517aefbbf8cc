import type { Words } from "../translation.ts";

export const ui: Words<"ui" | "provider", "one" | "many" | "other"> = {
  "ui.close": "Cerrar",
  "ui.cancel": "Cancelar",
  "ui.clear": "Borrar",
  "ui.copy": "Copiar",
  "ui.copied": "Copiado",
  "ui.dismiss": "Descartar",
  "ui.optional": "opcional",
  "ui.retry": "Reintentar",
  "ui.error.title": "No se ha podido cargar",
  "ui.error.offline": "No se puede conectar con el servidor. Compruebe la conexión e inténtelo de nuevo.",
  "ui.error.unknown": "Se ha producido un error.",
  "ui.error.requestId": "Solicitud {id}",
  "ui.error.copyRequestId": "Copiar el identificador de la solicitud",
  "ui.forbidden.title": "No tiene acceso",
  "ui.forbidden.text":
    "Su sesión no lo permite. Un administrador de este inquilino, o de uno superior, puede concederle el ámbito {scope}.",
  "ui.ended.title": "Su sesión ha terminado",
  "ui.ended.text": "Vuelva a iniciar sesión para continuar.",
  "ui.ended.signIn": "Iniciar sesión",
  "ui.time.justNow": "ahora mismo",
  "provider.discard.title": {
    one: "¿Descartar {count} cambio?",
    many: "¿Descartar {count} de cambios?",
    other: "¿Descartar {count} cambios?",
  },
  "provider.discard.text": "Aún no se ha guardado nada. Quédese aquí para guardarlo primero.",
  "provider.discard.confirm": "Descartar",
  "provider.discard.stay": "Quedarse",
};

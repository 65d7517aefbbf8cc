import type { Words } from "../translation.ts";

export const ui: Words<"ui" | "provider", "other"> = {
  "ui.close": "閉じる",
  "ui.cancel": "キャンセル",
  "ui.clear": "クリア",
  "ui.copy": "コピー",
  "ui.copied": "コピーしました",
  "ui.dismiss": "閉じる",
  "ui.optional": "任意",
  "ui.retry": "再試行",
  "ui.error.title": "読み込めませんでした",
  "ui.error.offline": "サーバーに接続できませんでした。接続を確認して、もう一度お試しください。",
  "ui.error.unknown": "問題が発生しました。",
  "ui.error.requestId": "リクエスト {id}",
  "ui.error.copyRequestId": "リクエスト ID をコピー",
  "ui.forbidden.title": "アクセス権がありません",
  "ui.forbidden.text":
    "現在のサインインではこの操作を行えません。このテナントまたは上位のテナントの管理者が、{scope} スコープを付与できます。",
  "ui.ended.title": "セッションが終了しました",
  "ui.ended.text": "続けるにはもう一度サインインしてください。",
  "ui.ended.signIn": "サインイン",
  "ui.time.justNow": "たった今",
  "provider.discard.title": { other: "{count} 件の変更を破棄しますか？" },
  "provider.discard.text": "まだ何も保存されていません。先に保存するには、このページにとどまってください。",
  "provider.discard.confirm": "破棄",
  "provider.discard.stay": "このまま残る",
};

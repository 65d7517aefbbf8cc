import type { Words } from "../translation.ts";

export const ui: Words<"ui" | "provider", "zero" | "one" | "two" | "few" | "many" | "other"> = {
  "ui.close": "إغلاق",
  "ui.cancel": "إلغاء",
  "ui.clear": "مسح",
  "ui.copy": "نسخ",
  "ui.copied": "نُسخ",
  "ui.dismiss": "إخفاء",
  "ui.optional": "اختياري",
  "ui.retry": "إعادة المحاولة",
  "ui.error.title": "تعذّر التحميل",
  "ui.error.offline": "تعذّر الوصول إلى الخادم. تحقق من الاتصال ثم حاول مرة أخرى.",
  "ui.error.unknown": "حدث خطأ ما.",
  "ui.error.requestId": "الطلب {id}",
  "ui.error.copyRequestId": "نسخ معرّف الطلب",
  "ui.forbidden.title": "ليس لديك حق الوصول",
  "ui.forbidden.text":
    "لا تتيح جلستك هذا. يمكن لمسؤول هذا المستأجر، أو مستأجر أعلى منه، أن يمنحك النطاق {scope}.",
  "ui.ended.title": "انتهت جلستك",
  "ui.ended.text": "سجّل الدخول مرة أخرى للمتابعة.",
  "ui.ended.signIn": "تسجيل الدخول",
  "ui.time.justNow": "الآن",
  "provider.discard.title": {
    zero: "لا تغييرات لتجاهلها",
    one: "هل تريد تجاهل تغيير واحد؟",
    two: "هل تريد تجاهل تغييرين؟",
    few: "هل تريد تجاهل {count} تغييرات؟",
    many: "هل تريد تجاهل {count} تغييرًا؟",
    other: "هل تريد تجاهل {count} تغيير؟",
  },
  "provider.discard.text": "لم يُحفظ شيء من ذلك بعد. ابقَ هنا لتحفظه أولًا.",
  "provider.discard.confirm": "تجاهل",
};

/** The keys of `ConsentManager`. */
import {
  click,
  equal,
  fill,
  find,
  focus,
  focused,
  has,
  hides,
  holds,
  shows,
  until,
} from "../testing/hands.ts";
import type { KeyOperation, KeyStage, KeyTable } from "../testing/keys.ts";
import { ConsentManager } from "./ConsentManager.tsx";

const AMELIA = "amelia.ortiz@bayside.example";
const WITHDRAW = `Withdraw marketing.email for ${AMELIA}`;
const FIND = "Find a subject";

const on = (role: string, name: string | RegExp) => (): Promise<void> => focus(role, name);
const rows = (): number => document.querySelectorAll("tbody th").length;
const events = ({ mock }: KeyStage, subject: string, purpose: string): string[] =>
  mock.state.consent
    .filter((event) => event.subject_id === subject && event.purpose === purpose)
    .map(({ type }) => type);
const withdrawing = async (): Promise<void> => {
  await click("button", WITHDRAW);
  await find("alertdialog", "Withdraw marketing.email?");
  await until(() => focused("button", "Cancel"));
};
const recording = async (): Promise<void> => {
  await click("button", "Record consent");
  await fill("combobox", "Purpose", "news.monthly");
  await fill("textbox", "Subject", "lena");
};
/** The subjects are names that open their timeline: the first of Amelia’s. */
const onSubject = async (): Promise<void> => {
  await until(() => shows("button", AMELIA).focus());
};

const operations: KeyOperation[] = [
  {
    keys: "Letters",
    letters: AMELIA,
    when: "in “Find a subject”",
    does: "shows the consents of that subject",
    given: on("searchbox", FIND),
    sees: () => equal(rows(), 2),
  },
  {
    keys: "Escape",
    when: "in “Find a subject”",
    does: "empties it",
    given: () => fill("searchbox", FIND, "nobody"),
    sees: () => {
      holds("searchbox", FIND, "");
      equal(rows(), 6);
    },
  },
  {
    keys: "ArrowDown",
    when: "on “Purpose”",
    does: "shows the consents of the next purpose",
    given: on("combobox", "Purpose"),
    sees: () => equal((shows("combobox", "Purpose") as HTMLSelectElement).selectedIndex, 1),
  },
  {
    keys: "Enter",
    when: "on a filter",
    does: "shows what it names only",
    given: on("button", "Withdrawn"),
    sees: () => {
      has("button", "Withdrawn", "aria-pressed", "true");
      equal(rows(), 1);
    },
  },
  {
    keys: "Enter",
    when: "on a subject",
    does: "opens its timeline",
    given: onSubject,
    sees: () => shows("dialog", AMELIA),
  },
  {
    keys: "Escape",
    when: "in the timeline",
    does: "closes it, and goes back to where the focus was",
    given: async () => {
      await onSubject();
      shows("button", AMELIA).click();
      await find("dialog", AMELIA);
      await until(() => focused("button", "Close"));
    },
    sees: () => {
      hides("dialog");
      focused("button", AMELIA);
    },
  },
  {
    keys: "Enter",
    when: "on “Withdraw” of a row",
    does: "asks",
    given: on("button", WITHDRAW),
    sees: () => shows("alertdialog", "Withdraw marketing.email?"),
  },
  {
    keys: "Enter",
    when: "on “Withdraw” of that question",
    does: "withdraws the consent",
    given: async () => {
      await withdrawing();
      await focus("button", "Withdraw");
    },
    sees: (stage) => {
      hides("alertdialog");
      equal(events(stage, AMELIA, "marketing.email"), ["granted", "withdrawn"]);
    },
  },
  {
    keys: "Escape",
    when: "in that question",
    does: "closes it, and withdraws nothing",
    given: withdrawing,
    sees: (stage) => {
      hides("alertdialog");
      equal(events(stage, AMELIA, "marketing.email"), ["granted"]);
    },
  },
  {
    keys: "Enter",
    when: "on “Grant again” of a row",
    does: "asks for the rest of what is recorded",
    given: on("button", `Grant again: analytics.usage for ${AMELIA}`),
    sees: () => shows("dialog", "Record consent"),
  },
  {
    keys: "Enter",
    when: "on “Record consent”",
    does: "asks for the subject and the purpose",
    given: on("button", "Record consent"),
    sees: () => focused("textbox", "Subject"),
  },
  {
    keys: "Enter",
    when: "in a field that is filled in",
    does: "records the consent, and closes",
    given: recording,
    sees: (stage) => {
      hides("dialog");
      equal(events(stage, "lena", "news.monthly"), ["granted"]);
    },
  },
  {
    keys: "Escape",
    when: "in the dialog of a new consent",
    does: "closes it, and records nothing",
    given: recording,
    sees: (stage) => {
      hides("dialog");
      equal(events(stage, "lena", "news.monthly"), []);
    },
  },
];

export const consentManagerKeys: KeyTable = { show: () => <ConsentManager />, operations };

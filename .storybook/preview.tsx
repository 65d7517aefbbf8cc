import type { Preview } from "@storybook/react-vite";
import { configure } from "storybook/test";
import "../packages/react/src/styles.css";
import { PSEUDO_LOCALE, pseudoText } from "../packages/react/src/testing/pseudo.ts";
import "./preview.css";
import { DocsPage } from "./DocsPage.tsx";
import { expectAccessibleInEveryLook } from "./matrix.ts";
import { expectRequestsDocumented } from "./requests.ts";
import { expectRoomAtEachSize } from "./room.ts";
import { mockLoader, withStratum } from "./stratum.tsx";

// Vitest runs the stories as tests; Storybook shows them.
const isTest = "__vitest_browser__" in globalThis;

// A shared machine may be slow; a story that waits is not wrong.
configure({ asyncUtilTimeout: 5000 });

const choice = (title: string, icon: string, items: { value: string; title: string }[]) => ({
  name: title,
  description: title,
  toolbar: { title, icon: icon as "mirror", items, dynamicTitle: true },
});

const preview: Preview = {
  tags: ["autodocs"],
  loaders: [mockLoader],
  decorators: [withStratum],
  afterEach: async (context) => {
    if (!isTest) return;
    await expectAccessibleInEveryLook();
    await expectRoomAtEachSize();
    expectRequestsDocumented(context.title, context.loaded.asked, context.parameters.stratum?.frame);
  },
  parameters: {
    layout: "fullscreen",
    // The panel shows them; as tests the stories are looked at in every look, below.
    a11y: { test: isTest ? "off" : "error" },
    controls: { expanded: true },
    docs: { page: DocsPage },
    options: { storySort: { order: ["provider", "tenants", "config", "permissions", "consent", "ui"] } },
  },
  globalTypes: {
    theme: choice("Theme", "mirror", [
      { value: "light", title: "Light" },
      { value: "dark", title: "Dark" },
      { value: "light more", title: "Light, high contrast" },
      { value: "dark more", title: "Dark, high contrast" },
      { value: "system", title: "As the device" },
    ]),
    density: choice("Density", "component", [
      { value: "comfortable", title: "Comfortable" },
      { value: "compact", title: "Compact" },
    ]),
    locale: choice("Language", "globe", [
      { value: "en", title: "English" },
      { value: "de", title: "Deutsch" },
      { value: "es", title: "Español" },
      { value: "fr", title: "Français" },
      { value: "ja", title: "日本語" },
      { value: "ar", title: "العربية" },
      { value: PSEUDO_LOCALE, title: pseudoText("Pseudo") },
    ]),
    direction: choice("Direction", "transfer", [
      { value: "locale", title: "As the language" },
      { value: "ltr", title: "Left to right" },
      { value: "rtl", title: "Right to left" },
    ]),
    latency: choice("Latency", "timer", [
      { value: "0", title: "At once" },
      { value: "400", title: "400 ms" },
      { value: "2500", title: "2.5 s" },
    ]),
    role: choice("Role", "user", [
      { value: "admin", title: "Administrator" },
      { value: "reader", title: "May only read" },
    ]),
  },
  // The suite can run in another theme or direction: STORYBOOK_THEME=dark STORYBOOK_DIRECTION=rtl.
  initialGlobals: {
    theme: import.meta.env.STORYBOOK_THEME ?? "light",
    density: "comfortable",
    locale: "en",
    direction: import.meta.env.STORYBOOK_DIRECTION ?? "locale",
    latency: "0",
    role: "admin",
  },
};
export default preview;

/**
 * In forced colours the system paints, and what was told by a background is gone: focus, selection, chips and drafts
 * must still be seen by a line. And a device that asks for more contrast gets it.
 */
import { createMockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { cleanup, render, waitFor } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, expect, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import * as kit from "../index.ts";
import "../styles.css";

type Feature = { name: "forced-colors" | "prefers-contrast"; value: string };
const device = (...features: Feature[]): Promise<unknown> =>
  (cdp() as unknown as { send: (method: string, params: object) => Promise<unknown> }).send(
    "Emulation.setEmulatedMedia",
    { features },
  );
const forced: Feature = { name: "forced-colors", value: "active" };

afterEach(async () => {
  cleanup();
  await device(
    { name: "forced-colors", value: "none" },
    { name: "prefers-contrast", value: "no-preference" },
  );
});

function show(element: ReactElement): void {
  const { client } = createMockControlPlane({ seed: mspSeed });
  render(
    <kit.TenantProvider client={client} defaultTenantId={mspIds.customer} storageKey={null} theme="light">
      <div style={{ width: 900, height: 480 }}>{element}</div>
    </kit.TenantProvider>,
  );
}
const find = (selector: string): Promise<HTMLElement> =>
  waitFor(
    () => {
      const found = document.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`There is no ${selector}.`);
      return found;
    },
    { timeout: 8000 },
  );

/** The lines around a thing, which forced colours leave: in px. */
function lines(element: Element): { outline: number; border: number } {
  const style = getComputedStyle(element);
  const width = (kind: string, size: string): number => (kind === "none" ? 0 : Number.parseFloat(size));
  return {
    outline: width(style.outlineStyle, style.outlineWidth),
    border: width(style.borderTopStyle, style.borderTopWidth),
  };
}

test("the browser really forces colours", async () => {
  await device(forced);
  expect(matchMedia("(forced-colors: active)").matches).toBe(true);
});

test("the tree: the selected row has a line, the one with the focus a thicker one", async () => {
  await device(forced);
  show(<kit.TenantTree defaultExpandedIds={[mspIds.root, mspIds.reseller]} />);
  const selected = await find("[role=treeitem][aria-selected=true]");
  const other = await find("[role=treeitem][aria-selected=false]");
  expect(lines(other).outline).toBe(0);
  expect(lines(selected).outline).toBe(1);
  await userEvent.tab();
  await waitFor(() => expect(lines(document.activeElement as Element).outline).toBe(3));
});

test("the switcher: the row that Enter would choose has a line", async () => {
  await device(forced);
  show(<kit.TenantSwitcher defaultOpen />);
  const active = await find("[role=option][data-active]");
  expect(lines(active).outline).toBe(2);
  expect(lines(await find("[role=option]:not([data-active], [aria-selected=true])")).outline).toBe(0);
});

test("the config editor: chips have a border, the filter that is on a thicker one, and a draft a bar", async () => {
  await device(forced);
  show(<kit.ConfigEditor />);
  expect(lines(await find(".st-origin")).border).toBeGreaterThan(0);
  const on = await find(".st-pill[aria-pressed=true]");
  const off = await find(".st-pill[aria-pressed=false]");
  expect(lines(on).border).toBeGreaterThan(lines(off).border);
  const sample = document.body.appendChild(document.createElement("div"));
  sample.className = "stratum";
  sample.innerHTML =
    '<table class="st-config-table"><tbody><tr data-draft="ready"><th>a</th></tr><tr><th>b</th></tr></tbody></table>';
  const canvas = getComputedStyle(sample).backgroundColor;
  const bar = getComputedStyle(sample.querySelector("th") as Element, "::before");
  expect(bar.content).not.toBe("none");
  expect(bar.backgroundColor).not.toBe(canvas);
  sample.remove();
});

test("every control shows its focus by an outline", async () => {
  await device(forced);
  show(
    <>
      <kit.Button>Button</kit.Button>
      <kit.TextField aria-label="Text" />
      <kit.Select aria-label="Select">
        <option>a</option>
      </kit.Select>
      <kit.Checkbox label="Checkbox" />
      <kit.Switch label="Switch" />
      <kit.BadgeButton tone="red">Badge</kit.BadgeButton>
      <kit.FilterPills
        label="Filter"
        value="a"
        onValueChange={() => {}}
        options={[{ value: "a", label: "A" }]}
      />
    </>,
  );
  for (let stop = 0; stop < 7; stop++) {
    await userEvent.tab();
    const focused = document.activeElement as Element;
    expect(focused).not.toBe(document.body);
    expect(lines(focused).outline, focused.outerHTML.slice(0, 80)).toBeGreaterThanOrEqual(2);
  }
});

test("a device that asks for more contrast gets darker lines and words", async () => {
  const color = async (name: string): Promise<string> =>
    getComputedStyle(await find("[data-stratum]")).getPropertyValue(name);
  show(<kit.TenantDetails />);
  const tokens = ["--stratum-border", "--stratum-border-control", "--stratum-text-muted"];
  const before = await Promise.all(tokens.map(color));
  await device({ name: "prefers-contrast", value: "more" });
  const after = await Promise.all(tokens.map(color));
  for (const [index, value] of after.entries()) expect(value, tokens[index]).not.toBe(before[index]);
});

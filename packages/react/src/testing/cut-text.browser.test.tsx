import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cutTexts } from "./cut-text.ts";

const long = "A sentence that needs far more room than its box has";
const show = (html: string): string[] => {
  document.body.innerHTML = `<div data-stratum style="font: 14px monospace">${html}</div>`;
  return cutTexts();
};
const row = "display:flex; width:100px; white-space:nowrap;";
const ellipsis = "overflow:hidden; text-overflow:ellipsis; white-space:nowrap; width:100px";

beforeEach(() => page.viewport(600, 400));
afterEach(() => {
  document.body.innerHTML = "";
});

test("text in its box, wrapped or scrolled, is no fault", () => {
  expect(show(`<p style="width:100px">${long}</p>`)).toEqual([]);
  expect(show(`<p style="${row} overflow:auto">${long}</p>`)).toEqual([]);
  expect(show(`<p style="${ellipsis}">short</p>`)).toEqual([]);
});

test("text that runs out of its box, or that a box around it cuts off, is told with its place", () => {
  expect(show(`<p style="${row}">${long}</p>`)).toEqual([`“${long}” runs out of its box  p`]);
  expect(show(`<div style="width:100px; overflow:hidden"><p style="width:400px">${long}</p></div>`)).toEqual([
    `“${long}” is cut off  div p`,
  ]);
  expect(show(`<div style="height:30px; overflow:hidden"><p>${`${long} `.repeat(9)}</p></div>`)).toEqual([
    expect.stringContaining("is cut off below"),
  ]);
});

test("shortened text must tell the whole in a title of its own or in a tooltip", () => {
  expect(show(`<p style="${ellipsis}">${long}</p>`)).toEqual([
    expect.stringContaining("is shortened, and nothing tells the whole"),
  ]);
  expect(show(`<p style="${ellipsis}" title="Copy">${long}</p>`)).toHaveLength(1);
  expect(show(`<p style="${ellipsis}" title="${long}">${long}</p>`)).toEqual([]);
  expect(show(`<div data-tip><p style="${ellipsis}">${long}</p></div>`)).toEqual([]);
});

test("a word of common length is not broken; a long one, an id and a name at its points may be", () => {
  const narrow = "width:60px; overflow-wrap:anywhere";
  expect(show(`<p style="${narrow}">permission</p>`)).toEqual(["the word “permission” is broken  p"]);
  expect(show(`<p style="${narrow}">users. <wbr>invite</p>`)).toEqual([]);
  expect(show(`<p style="width:24px; overflow-wrap:anywhere">الصلاحيات</p>`)).toEqual([
    "the word “الصلاحيات” is broken  p",
  ]);
  expect(show(`<p style="${narrow}">権限の設定を表示</p>`)).toEqual([]);
  expect(show(`<p style="${narrow}">Grundstücksverkehrsgenehmigung</p>`)).toEqual([]);
  expect(show(`<p style="${narrow}">019b8d2b8c007000</p>`)).toEqual([]);
});

test("placeholders and choices count, and so does a page wider than the screen", () => {
  expect(show(`<input style="width:100px" placeholder="${long}">`)).toHaveLength(1);
  expect(show(`<select style="width:100px"><option>${long}</option></select>`)).toHaveLength(1);
  expect(show(`<input style="width:100px" placeholder="${long}" value="a">`)).toEqual([]);
  expect(show(`<div style="width:900px">short</div>`)).toEqual([
    expect.stringMatching(/^the page is \d+ px wider/),
  ]);
});

test("what only screen readers get is left out, and what is moved about in its window", () => {
  expect(
    show(`<div style="width:100px; overflow:hidden; cursor:grab"><p style="${row}">x</p>${long}</div>`),
  ).toEqual([]);
  expect(show(`<p style="${row} visibility:hidden">${long}</p>`)).toEqual([]);
  expect(show(`<div style="clip-path: inset(50%)"><p style="${row}">${long}</p></div>`)).toEqual([]);
});

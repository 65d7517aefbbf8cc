/**
 * Every story, as a test, must be free of axe violations in light and dark, left to right and right to left. The story
 * is run once; then the look of its roots is turned, and axe looks again.
 */
import axe, { type Result } from "axe-core";

const looks = ["light", "dark"].flatMap((theme) => ["ltr", "rtl"].map((dir) => ({ theme, dir })));
const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Puts all of the kit's roots into one look, without the passage of colours on the way. */
function turn({ theme, dir }: { theme: string; dir: string }): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-stratum]")) {
    root.dataset.theme = theme;
    root.dir = dir;
  }
}

const words = ({ id, help, nodes }: Result): string =>
  `${id}: ${help}\n    ${nodes.map((node) => node.target.join(" ")).join("\n    ")}`;

/** @throws with every violation, and the look in which it was seen. */
export async function expectAccessibleInEveryLook(): Promise<void> {
  const still = document.head.appendChild(document.createElement("style"));
  still.textContent = "*, ::before, ::after { transition: none !important; animation: none !important }";
  const roots = [...document.querySelectorAll<HTMLElement>("[data-stratum]")];
  const before = roots.map((root) => ({ root, theme: root.dataset.theme ?? "", dir: root.dir }));
  const faults: string[] = [];
  try {
    for (const look of looks) {
      turn(look);
      await frame();
      const { violations } = await axe.run(document.body, {
        resultTypes: ["violations"],
        // A story is a part of a page, not a page with landmarks and a heading of the first level.
        rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
      });
      faults.push(...violations.map((found) => `${look.theme} ${look.dir}  ${words(found)}`));
    }
  } finally {
    for (const { root, theme, dir } of before) Object.assign(root, { dir }).dataset.theme = theme;
    still.remove();
  }
  if (faults.length > 0) throw new Error(`Not accessible:\n${faults.join("\n")}`);
}

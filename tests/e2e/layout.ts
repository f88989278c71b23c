import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { root } from "@/scripts/env-files";
import { expect, test } from "../support/e2e";

const FOLDER = path.join(root, "tests/e2e/layouts");
/** One font for every machine, so that text has the same width everywhere. It comes with Next. */
const FONT = path.join(root, "node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf");
const WIDTHS = [1440, 1024, 390];
const HEIGHT = 900;
/** Versions of Chromium round otherwise, and a date may have a digit more. What looks off is off by more. */
const TOLERANCE_PX = { x: 6, y: 12, width: 10, height: 12 };

interface Box {
  /** What it is, by its place in the page: deeper ones stand further right. */
  label: string;
  x: number;
  /** From the top of what it is in, so that a card that grows moves only what follows it there. */
  y: number;
  width: number;
  height: number;
}

/**
 * Compares where everything on a page is, at three widths, with what `layouts/` says of it: its parts, headings, cards,
 * columns, fields and buttons. `--update-snapshots` writes that down anew; the difference is there to be reviewed.
 */
export async function expectLayout(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  await setFont(page);
  const measured: string[] = [];
  const differences: string[] = [];
  const file = path.join(FOLDER, `${name.replace(/\W+/g, "-")}.txt`);
  const known = existsSync(file) ? readLayouts(readFileSync(file, "utf8")) : new Map<number, Box[]>();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const boxes = await settledBoxes(page);
    measured.push(`# ${width}`, ...boxes.map(toLine), "");
    differences.push(...compare(known.get(width) ?? [], boxes).map((line) => `${width}: ${line}`));
  }
  if (before) await page.setViewportSize(before);
  // Playwright's own default is to write what is missing; here it fails, or a new page would pass without being looked at.
  const isUpdate = ["all", "changed"].includes(test.info().config.updateSnapshots);
  if (isUpdate && differences.length > 0) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, measured.join("\n"));
    return;
  }
  expect(differences, `${name}: where things are (run with --update-snapshots if that is meant)`).toEqual([]);
}

/** Takes out what differs between machines: fonts, and scroll bars that take place. No content security policy minds. */
async function setFont(page: Page): Promise<void> {
  await page.evaluate(async (font) => {
    const bytes = Uint8Array.from(atob(font), (character) => character.charCodeAt(0));
    const face = new FontFace("Everywhere", bytes);
    document.fonts.add(await face.load());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { font-family: Everywhere !important } html { scrollbar-gutter: auto !important; scrollbar-width: none !important }",
    );
    document.adoptedStyleSheets = [sheet];
  }, readFileSync(FONT).toString("base64"));
}

/** Measured until nothing moves: what follows the width of the window may need a frame or two. */
async function settledBoxes(page: Page): Promise<Box[]> {
  let last = "";
  for (;;) {
    const boxes = await measure(page);
    const text = boxes.map(toLine).join("\n");
    if (text === last) return boxes;
    last = text;
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

async function measure(page: Page): Promise<Box[]> {
  return page.evaluate(() => {
    const parts =
      "header, nav, main, aside, footer, section, form, fieldset, dialog[open], table, h1, h2, h3, th, button, input, select, textarea, .ui-button";
    const found: { element: Element; depth: number; top: number }[] = [];
    return [...document.querySelectorAll(parts)].flatMap((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      // Not shown, or for screen readers only.
      if (width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true })) return [];
      const outer = found.findLast((one) => one.element.contains(element));
      const depth = outer ? outer.depth + 1 : 0;
      found.push({ element, depth, top });
      const isText = /^(h\d|th|button|a)$/i.test(element.tagName);
      const name =
        element.getAttribute("aria-label") ??
        (isText ? element.textContent : document.querySelector(`label[for="${element.id}"]`)?.textContent) ??
        "";
      // What is different each time: addresses, ids, numbers, dates.
      const words = name
        .replace(/\S+@\S+/g, "…")
        .replace(/\d[\d,.:]*/g, "0")
        .replace(/\s+/g, " ")
        .trim();
      // Columns are as wide as what stands in them: which there are is what counts.
      const isColumn = element.tagName === "TH";
      return [
        {
          label: `${"  ".repeat(depth)}${element.tagName.toLowerCase()} ${words.slice(0, 48)}`.trimEnd(),
          x: isColumn ? 0 : Math.round(left),
          y: Math.round(top - (outer?.top ?? -window.scrollY)),
          width: isColumn ? 0 : Math.round(width),
          height: Math.round(height),
        },
      ];
    });
  });
}

const toLine = ({ label, x, y, width, height }: Box) => `${label} | ${x} ${y} ${width}×${height}`;
function readLayouts(text: string): Map<number, Box[]> {
  const layouts = new Map<number, Box[]>();
  let boxes: Box[] = [];
  for (const line of text.split("\n")) {
    const width = /^# (\d+)$/.exec(line)?.[1];
    if (width) {
      boxes = [];
      layouts.set(Number(width), boxes);
    }
    const [, label = "", ...numbers] = /^(.*) \| (-?\d+) (-?\d+) (\d+)×(\d+)$/.exec(line) ?? [];
    const [x = 0, y = 0, wide = 0, height = 0] = numbers.map(Number);
    if (label) boxes.push({ label, x, y, width: wide, height });
  }
  return layouts;
}

/** What is gone, new, or elsewhere, a line each. */
function compare(known: readonly Box[], boxes: readonly Box[]): string[] {
  const labels = (list: readonly Box[]) => list.map(({ label }) => label);
  if (labels(known).join("\n") !== labels(boxes).join("\n")) {
    const missing = (from: readonly Box[], than: readonly Box[], what: string) =>
      labels(than).flatMap((label) => (labels(from).includes(label) ? [] : [`${what}: ${label.trim()}`]));
    const found = [...missing(boxes, known, "gone"), ...missing(known, boxes, "new")];
    return found.length > 0 ? found : ["the order, or how many there are"];
  }
  return boxes.flatMap((box, index) => {
    const was = known[index] ?? box;
    return (["x", "y", "width", "height"] as const)
      .filter((side) => Math.abs(box[side] - was[side]) > TOLERANCE_PX[side])
      .map((side) => `${box.label.trim()}: ${side} ${box[side]}, was ${was[side]}`);
  });
}

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "@playwright/test";

const GAP = 12;

interface SheetOptions {
  file: string;
  columns: number;
  /** Of one picture. */
  width: number;
  /** Pictures are cut below this. */
  heightMax: number;
}

/** Lays pictures side by side into one, each with its name over it, for looking through many at once. */
export async function makeSheet(
  browser: Browser,
  pictures: readonly string[],
  { file, columns, width, heightMax }: SheetOptions,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: columns * (width + GAP) + GAP, height: 400 },
  });
  const figures = pictures.map((picture) => {
    const data = readFileSync(picture).toString("base64");
    return `<figure><figcaption>${path.basename(picture, ".png")}</figcaption><div><img src="data:image/png;base64,${data}"></div></figure>`;
  });
  await page.setContent(`<style>
    body { margin: ${GAP}px; display: grid; gap: ${GAP}px; grid-template-columns: repeat(${columns}, ${width}px); align-items: start; background: #888; font: 12px sans-serif }
    figure { margin: 0 } div { max-height: ${heightMax}px; overflow: hidden } img { width: 100%; display: block }
  </style>${figures.join("")}`);
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}

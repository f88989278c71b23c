import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "../support/e2e";

export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** What depends on the colour scheme, and not on the width. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Runs axe, and looks for what sticks out sideways, at each width: with all rules at the first, in the other colour scheme
 * with those about colours, and at other widths with all others.
 */
export async function inspect(page: Page, name: string, viewports = [wide, phone]): Promise<void> {
  // Frames without scripts never answer axe, and what is in them is not ours.
  const axe = () => new AxeBuilder({ page }).exclude("iframe").setLegacyMode();
  const [first = wide, ...others] = viewports;
  await look(first);
  await expectNothing(axe(), `${name}, light, ${first.width}`);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await expectNothing(axe().withRules(COLOURS), `${name}, dark, ${first.width}`);
  for (const viewport of others) {
    await look(viewport);
    await expectNothing(axe().disableRules(COLOURS), `${name}, light, ${viewport.width}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize(first);

  async function look(viewport: { width: number; height: number }): Promise<void> {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect(await sideways(page), `${name} scrolls sideways at ${viewport.width}`).toBe(0);
  }
}

/** By how many pixels the page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
}

async function expectNothing(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
  expect(found, where).toEqual([]);
}

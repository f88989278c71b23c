import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "../support/e2e";

export const wide = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };
/** A page of 1280 at four times its size (WCAG 1.4.10). Looked at for what sticks out only. */
const narrow = { width: 320, height: 640 };

/** Runs axe in both colour schemes and looks for what sticks out sideways, at each width. Colours do not depend on it. */
export async function inspect(page: Page, name: string, viewports = [wide, phone]): Promise<void> {
  for (const viewport of [narrow, ...viewports]) {
    await page.setViewportSize(viewport);
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect(scroll, `${name} scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(client);
    if (viewport === narrow) continue;
    const schemes = viewport === viewports[0] ? (["light", "dark"] as const) : (["light"] as const);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Frames without scripts never answer axe, and what is in them is not ours.
      const { violations } = await new AxeBuilder({ page }).exclude("iframe").setLegacyMode().analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
      expect(found, `${name}, ${colorScheme}, ${viewport.width}`).toEqual([]);
    }
  }
  await page.setViewportSize(viewports[0] ?? wide);
}

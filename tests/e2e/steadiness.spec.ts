import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e";
import { liveIn } from "../support/lived-in";
import { phone, wide } from "./inspect";

/** Google calls less than 0.1 good. What is left is a line that is a pixel lower. */
const SHIFT_MAX = 0.02;
/** Long enough that every placeholder is seen, and that nothing counts as the answer to a click. */
const SLOW_MS = 900;

const publicPages = ["/", "/signin", "/signin/confirm", "/docs", "/docs/api", "/no-such-page"];
const dashboardPages = [
  "/dashboard",
  "/dashboard/send",
  "/dashboard/emails",
  "/dashboard/domains",
  "/dashboard/suppressions",
  "/dashboard/webhooks",
  "/dashboard/keys",
  "/dashboard/billing",
];

interface Shift {
  value: number;
  /** What moved, as far as the browser says. */
  moved: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
    next: { router: { push: (path: string) => void } };
  }
}

/** Notes what moves without anybody's doing, from the first frame on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    const nameOf = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element ? element.outerHTML.replace(/\s+/g, " ").slice(0, 160) : "something that is gone";
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          value: number;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const moved = sources.map(
          ({ node, previousRect: from, currentRect: to }) =>
            `${nameOf(node)} from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`,
        );
        window.shifts.push({ value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Everything has come and been drawn. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".ui-skeleton:visible")).toHaveCount(0);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

async function expectSteady(page: Page, name: string): Promise<void> {
  const shifts = await page.evaluate(() => window.shifts.splice(0));
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  const what = shifts.map(({ value, moved }) => `${value.toFixed(4)}: ${moved.join("\n    ")}`).join("\n  ");
  expect.soft(total, `${name} moves:\n  ${what}`).toBeLessThan(SHIFT_MAX);
}

for (const viewport of [wide, phone]) {
  test(`public pages stand still while they come, at ${viewport.width} px`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await watchShifts(page);
    for (const path of publicPages) {
      await page.goto(path);
      await settle(page);
      await expectSteady(page, path);
    }
  });

  // Empty pages on a phone, full ones on a wide screen: each has what the other lacks.
  for (const who of [viewport === phone ? "newcomer" : "customer"] as const)
    test(`the dashboard of a ${who} stands still while it comes slowly, at ${viewport.width} px`, async ({
      page,
      session,
      stack,
    }) => {
      test.setTimeout(180_000);
      const paths = [...dashboardPages];
      if (who === "customer") {
        const { emailPath, domainPath, webhookPath, capturePath } = await liveIn(
          stack,
          session,
          `s${viewport.width}.dev`,
        );
        paths.push(emailPath, domainPath, webhookPath, capturePath);
      }
      await page.setViewportSize(viewport);
      await watchShifts(page);
      await stack.sandbox.changeSettings({ latencyMs: { dodo: SLOW_MS, resend: SLOW_MS } });
      for (const path of paths) {
        await page.goto(path);
        await settle(page);
        await expectSteady(page, `${path} opened`);
      }
      // What a page asks for on the way to it comes at once, what it needs comes late: its placeholders are seen.
      await page.route(/[?&]_rsc=/, async (route) => {
        const isPrefetch = route.request().headers()["next-router-prefetch"] !== undefined;
        if (!isPrefetch) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        await route.continue();
      });
      for (const path of paths) {
        await page.goto(path === "/dashboard" ? "/dashboard/send" : "/dashboard");
        await settle(page);
        await page.evaluate(() => window.shifts.splice(0));
        await page.evaluate((to) => window.next.router.push(to), path);
        await page.waitForURL((url) => url.pathname === path);
        await settle(page);
        await expectSteady(page, `${path} come to`);
      }
    });
}

import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e";
import { inspect, phone, sideways, wide } from "./inspect";

/** The landing page's scripts, and beyond that the tabs and the copy button of the documentation. */
const ISLANDS_BYTES_MAX = 20_000;

test.use({ reducedMotion: "reduce", viewport: wide });

/** Every page of the documentation, from its own navigation. */
async function docsPages(page: Page): Promise<string[]> {
  await page.goto("/docs");
  const links = page.getByRole("navigation", { name: "Documentation" }).getByRole("link");
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
}

test("every page of the documentation is accessible in both colour schemes and fits a phone", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const pages = await docsPages(page);
  expect(pages.length).toBeGreaterThan(18);
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // A phone shows the same in another order, with a menu of its own, which is the same on every page.
    await inspect(page, path, path === "/docs" ? [wide, phone] : [wide]);
    await page.setViewportSize(phone);
    expect.soft(await sideways(page), `${path} scrolls sideways on a phone`).toBe(0);
    await page.setViewportSize(wide);
  }
});

test("every link inside of the documentation leads somewhere, anchors included", async ({
  page,
  request,
}) => {
  const pages = await docsPages(page);
  const texts = new Map<string, string>();
  const read = async (path: string) => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    const text = await answer.text();
    texts.set(path, text);
    return text;
  };
  const links = new Set<string>();
  for (const path of ["/", ...pages])
    for (const [, href = ""] of (await read(path)).matchAll(/<a [^>]*?href="([^"]+)"/g))
      links.add(href.startsWith("#") ? `${path}${href}` : href);
  for (const link of links) {
    // What is behind the sign-in is tested elsewhere, and other sites are not ours.
    if (!link.startsWith("/") || /^\/(dashboard|signin)/.test(link)) continue;
    const [path = "", anchor] = link.split("#");
    const text = await read(path);
    if (anchor) expect(text.includes(`id="${anchor}"`), link).toBe(true);
  }
  expect([...links].length).toBeGreaterThan(100);
});

test("a language is chosen once, and an example is copied as it is shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs");
  await page.getByRole("tab", { name: "curl" }).click();
  await expect(page.getByRole("tabpanel").getByText("curl --fail-with-body").first()).toBeVisible();
  await page.getByRole("tabpanel").locator("..").getByRole("button", { name: "Copy example" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('curl --fail-with-body "$RESEND_BASE_URL/emails"');
  await page.goto("/docs/idempotency");
  await expect(page.getByRole("tab", { name: "curl" })).toHaveAttribute("aria-selected", "true");
});

test("on a phone all pages are one menu away", async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto("/docs/credits");
  await page.getByText("All pages").click();
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: "Webhooks" })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeHidden();
});

test("the documentation loads little more than the landing page", async ({ page }) => {
  const landing = await scriptBytes(page, "/");
  for (const path of ["/docs", "/docs/webhooks", "/docs/api/emails"])
    expect((await scriptBytes(page, path)) - landing, path).toBeLessThan(ISLANDS_BYTES_MAX);
});

async function scriptBytes(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: "networkidle" });
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => /\.js($|\?)/.test(entry.name))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
}

test("openapi.json and llms.txt are for everybody to read and to cache", async ({ request }) => {
  for (const [path, type] of [
    ["/openapi.json", "application/json"],
    ["/llms.txt", "text/markdown; charset=utf-8"],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.headers()["content-type"], path).toBe(type);
    expect(answer.headers()["cache-control"], path).toContain("public");
    expect(answer.headers()["set-cookie"], path).toBeUndefined();
  }
  expect((await request.get("/docs/no-such-page")).status()).toBe(404);
  expect((await request.get("/docs/no-such-page.md")).status()).toBe(404);
});

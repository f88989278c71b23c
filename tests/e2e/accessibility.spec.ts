import type { Page } from "@playwright/test";
import { buyPlan, buyTopup, startCheckout } from "../support/buy";
import { expect, someEmail, test } from "../support/e2e";
import { requestLink } from "../support/sign-in";
import { inspect, phone, wide } from "./inspect";
import { available, dodoCustomerOf, emptyBanner, lowBanner } from "./steps";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

test("what everybody sees is accessible in both colour schemes and fits a phone", async ({ page, stack }) => {
  const email = someEmail();
  await page.goto("/");
  await inspect(page, "landing");
  await page.goto("/signin?error=Verification");
  await inspect(page, "sign in");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a sign-in link" }).click();
  await expect(page.getByRole("heading", { name: "Check your inbox" })).toBeFocused();
  await inspect(page, "sign in, link sent");
  await page.goto((await requestLink(stack, email)).href);
  await inspect(page, "confirm");
  await page.goto("/signin/confirm");
  await inspect(page, "confirm, incomplete link");
  await page.goto("/no-such-page");
  await inspect(page, "not found");
});

test("the dashboard of a newcomer is accessible in both colour schemes and fits a phone", async ({
  page,
  session,
}) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard");
  await expect(page.getByText("Get credits to send your first email")).toBeVisible();
  await inspect(page, "overview without credits");
  await page.goto("/dashboard/send");
  await expect(page.getByText("You have no credits yet.")).toBeVisible();
  await inspect(page, "compose without credits");
  await page.goto("/dashboard/emails");
  await expect(page.getByText("No emails yet")).toBeVisible();
  await inspect(page, "no emails");
  await page.goto("/dashboard/billing");
  await expect(available(page)).toHaveText("0");
  await inspect(page, "billing without credits");
  await page.goto("/dashboard/emails/no-such-email");
  await expect(page).toHaveTitle("Email not found · MailKit");
  await inspect(page, "no such email");
});

test("the dashboard of a customer is accessible in both colour schemes and fits a phone", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  const body = {
    subject: "A subject that is long enough to need a second line on a phone",
    html: "<p>Hi</p>",
  };
  await session.post("/api/send", { ...body, to: "somebody.with.a.long.address@example.com" });
  const sent = await session.post("/api/send", { ...body, to: ["delivered@resend.dev"], text: "Hi" });
  const { id } = (await sent.json()) as { id: string };
  await page.goto("/dashboard?checkout_cancelled=1");
  await expect(available(page)).toHaveText("4,999");
  await inspect(page, "overview");
  await page.goto("/dashboard/send");
  await page.getByRole("button", { name: "Send email" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Correct the marked fields" })).toBeVisible();
  await inspect(page, "compose with errors");
  await page.goto("/dashboard/emails");
  await expect(page.getByRole("table")).toBeVisible();
  await inspect(page, "emails");
  await page.goto(`/dashboard/emails/${id}`);
  await expect(page.getByText("Resend id")).toBeVisible();
  await inspect(page, "email");
  await page.goto("/dashboard/billing");
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await inspect(page, "billing");
});

test("the warnings are accessible in both colour schemes and fit a phone", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const customer = await dodoCustomerOf(stack, session.email);
  await stack.sandbox.adjust(customer, "debit", 4500);
  await page.goto("/dashboard");
  await expect(lowBanner(page)).toBeVisible();
  await inspect(page, "overview, low");
  await stack.sandbox.adjust(customer, "debit", 500);
  await expect(emptyBanner(page)).toBeVisible();
  await inspect(page, "overview, empty");
  await page.goto("/dashboard/send");
  await expect(page.getByRole("button", { name: "Send email" })).toBeDisabled();
  await inspect(page, "compose, empty");
});

test("the sandbox's pages are accessible in both colour schemes and fit a phone", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  const checkout = await startCheckout("/api/checkout/topup", session);
  await page.goto(stack.sandboxUrl);
  await inspect(page, "sandbox dashboard");
  await page.goto(`${stack.sandboxUrl}/customers/${await dodoCustomerOf(stack, session.email)}`);
  await inspect(page, "sandbox customer");
  await page.goto(`${stack.sandboxUrl}/inbox`);
  await inspect(page, "sandbox inbox");
  await page.getByRole("link", { name: "Sign in to MailKit" }).first().click();
  await inspect(page, "sandbox email");
  await page.goto(`${stack.sandboxUrl}/checkout/session/${checkout}`);
  await inspect(page, "sandbox checkout");
});

test("the keyboard begins with a way past the navigation", async ({ page, session }) => {
  expect(session.email).toContain("@");
  for (const path of ["/", "/dashboard"]) {
    await page.goto(path);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
  }
});

test("the account menu opens, moves and closes by keyboard", async ({ page, session }) => {
  await page.goto("/dashboard");
  const account = page.getByRole("button", { name: `Account: ${session.email}` });
  // A key that is pressed while the page comes alive opens the menu as a click does, without a first item.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await account.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Sign out", exact: true })).toBeFocused({
      timeout: 2000,
    });
  }).toPass();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Sign out everywhere" })).toBeFocused();
  await inspect(page, "account menu", [wide]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(account).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/:\d+\/$/);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/signin\?next=%2Fdashboard$/);
});

test("on a phone the menu opens, keeps the focus, leads on, and closes by keyboard", async ({
  page,
  session,
}) => {
  expect(session.email).toContain("@");
  await page.setViewportSize(phone);
  await page.goto("/dashboard");
  const open = page.getByRole("button", { name: "Open menu" });
  await open.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("dialog", { name: "Menu" });
  await expect(menu).toBeVisible();
  for (let stop = 0; stop < 8; stop++) {
    await page.keyboard.press("Tab");
    await expect(menu.locator(":focus")).toBeVisible();
  }
  await inspect(page, "menu", [phone]);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await menu.getByRole("link", { name: "Billing" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Billing" })).toBeVisible();
  await expect(menu).toBeHidden();
});

test("every stop of the keyboard can be seen", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  const email = { to: "delivered@resend.dev", subject: "A row to stop at", html: "<p>Hi</p>" };
  expect((await session.post("/api/send", email)).ok).toBe(true);
  for (const path of ["/", "/dashboard", "/dashboard/send", "/dashboard/emails", "/dashboard/billing"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (path === "/dashboard/emails") await expect(page.getByRole("table")).toBeVisible();
    const stops = await walk(page);
    expect(stops.length, path).toBeGreaterThan(6);
    expect(
      stops.filter(({ isSeen }) => !isSeen).map(({ name }) => `${path}: ${name}`),
      "stops without a ring",
    ).toEqual([]);
  }
});

/** Tabs through the page once. Says of each stop whether a ring is drawn around it, or around what holds it. */
async function walk(page: Page): Promise<{ name: string; isSeen: boolean }[]> {
  const stops: { name: string; isSeen: boolean }[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element.hasAttribute("data-walked")) return null;
      element.setAttribute("data-walked", "");
      const hasRing = (style: CSSStyleDeclaration) =>
        style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
      const isSeen =
        hasRing(getComputedStyle(element)) ||
        hasRing(getComputedStyle(element, "::after")) ||
        (element.parentElement !== null && hasRing(getComputedStyle(element.parentElement)));
      return { name: element.getAttribute("aria-label") ?? element.textContent ?? element.tagName, isSeen };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
}

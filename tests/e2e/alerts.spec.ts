import type { Locator, Page } from "@playwright/test";
import { buyPlan } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, wide } from "./inspect";
import { dodoCustomerOf, emptyBanner, lowBanner } from "./steps";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

const criticalBanner = (page: Page): Locator =>
  page.getByRole("alert").filter({ hasText: "Almost out of credits" });
const dismiss = (banner: Locator) => banner.getByRole("button", { name: "Dismiss" });
const form = (page: Page) => page.getByRole("form", { name: "Alerts" });
const percent = (page: Page, level: string) =>
  page.getByLabel(`${level}, percent of the allowance`, { exact: true });

test("the banner has a level of its own at 20, 10, 5 percent and zero, on every page", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  const customer = await dodoCustomerOf(stack, session.email);
  const spend = (credits: number) => stack.sandbox.adjust(customer, "debit", credits);
  await page.goto("/dashboard/emails");
  await expect(page.getByTestId("balance-alert")).toHaveText("");

  await spend(4_000);
  await expect(lowBanner(page)).toContainText("Credits are running low: 1,000 credits left.");
  await expect(lowBanner(page).getByRole("button", { name: "Buy 5,000 credits" })).toBeVisible();
  await inspect(page, "low");
  await spend(500);
  await expect(lowBanner(page)).toContainText("Credits are running low: only 500 credits left.");
  await inspect(page, "very low");
  await spend(250);
  await expect(criticalBanner(page)).toContainText("250 credits left. Sending stops at zero.");
  await expect(lowBanner(page)).toBeHidden();
  await inspect(page, "critical");
  await spend(250);
  await expect(emptyBanner(page)).toContainText("No credits left.");
  await expect(criticalBanner(page)).toBeHidden();
  await expect(dismiss(emptyBanner(page))).toBeHidden();
  await inspect(page, "empty");
});

test("a banner that is put away stays away until a deeper level, and until credits came and went again", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  const customer = await dodoCustomerOf(stack, session.email);
  const adjust = (type: "credit" | "debit", credits: number) => stack.sandbox.adjust(customer, type, credits);
  await adjust("debit", 4_000);
  await page.goto("/dashboard/keys");
  await dismiss(lowBanner(page)).click();
  await expect(lowBanner(page)).toBeHidden();
  await expect(page.locator("#content")).toBeFocused();
  // The server leaves it out as well: it is in no part of the page, however early one looks.
  const html = await (await page.request.get("/dashboard/keys")).text();
  expect(html).not.toContain("running low");
  await page.reload();
  await expect(page.getByRole("link", { name: /^Credits/ })).toContainText("1,000");
  await expect(lowBanner(page)).toBeHidden();

  await adjust("debit", 500);
  await expect(lowBanner(page)).toContainText("only 500 credits left");
  await dismiss(lowBanner(page)).click();
  await expect(lowBanner(page)).toBeHidden();

  await adjust("credit", 5_000);
  await expect(page.getByRole("link", { name: /^Credits/ })).toContainText("5,500");
  await adjust("debit", 4_600);
  await expect(lowBanner(page)).toContainText("900 credits left");
});

test("levels, mails and who gets them are chosen in Billing, and what is wrong is said at its field", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await page.goto("/dashboard/billing");
  await expect(form(page).getByText("1,000 credits")).toBeVisible();
  await percent(page, "Very low").fill("30");
  await form(page).getByRole("button", { name: "Save alerts" }).click();
  await expect(percent(page, "Very low")).toBeFocused();
  await expect(percent(page, "Very low")).toHaveAccessibleDescription(/Lower than the level above it\./);
  await inspect(page, "alerts with an error");

  await percent(page, "Very low").fill("8");
  await form(page).getByRole("switch", { name: "Critical" }).click();
  await expect(percent(page, "Critical")).toBeDisabled();
  await form(page).getByRole("switch", { name: "Receipts" }).click();
  await form(page).getByRole("radio", { name: "People of this account" }).click();
  await form(page).getByRole("button", { name: "Save alerts" }).click();
  await expect(form(page).getByText("Choose at least one person.")).toBeVisible();
  await form(page).getByRole("checkbox", { name: session.email }).check();
  await inspect(page, "alerts, people chosen");
  await form(page).getByRole("button", { name: "Save alerts" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Saved.");

  await page.reload();
  await expect(percent(page, "Very low")).toHaveValue("8");
  await expect(form(page).getByRole("switch", { name: "Critical" })).not.toBeChecked();
  await expect(form(page).getByRole("switch", { name: "Receipts" })).not.toBeChecked();
  await expect(form(page).getByRole("checkbox", { name: session.email })).toBeChecked();
});

test("alerts that can't be saved or loaded say so, and nothing that was typed is lost", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await page.goto("/dashboard/billing");
  await percent(page, "Low").fill("40");
  await page.route("**/api/billing/alerts", (route) => route.abort());
  await form(page).getByRole("button", { name: "Save alerts" }).click();
  await expect(form(page).getByRole("alert")).toContainText("The alerts were not saved.");
  await inspect(page, "alerts that were not saved");
  await expect(percent(page, "Low")).toHaveValue("40");
  await page.unroute("**/api/billing/alerts");
  await form(page).getByRole("button", { name: "Save alerts" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Saved.");
  await expect(form(page).getByRole("alert")).toBeHidden();
});

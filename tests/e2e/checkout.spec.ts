import { randomUUID } from "node:crypto";
import { buyPlan, buyTopup, readCredits, startCheckout } from "../support/buy";
import { expect, someEmail, test } from "../support/e2e";
import { signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { available, cards, dodoCustomerOf, pay } from "./steps";

const buyTopUp = { name: "Buy top-up for $9" };

test("a declined card charges nothing, says so, and leaves the way to another try", async ({
  page,
  session,
}) => {
  await page.goto("/dashboard");
  await page.getByRole("button", buyTopUp).click();
  await pay(page, cards.declined);
  await expect(page.getByRole("alert")).toContainText("Your card was declined.");
  await page.getByRole("link", { name: "return to merchant" }).click();
  const declined = page
    .getByRole("alert")
    .filter({ hasText: "Your payment was declined. Nothing was charged." });
  await expect(declined).toBeVisible();
  await expect(page).toHaveURL(/\/dashboard$/);
  expect((await readCredits(session)).balance).toBe(0);
  await declined.getByRole("button", { name: "Try again" }).click();
  await pay(page);
  await expect(available(page)).toHaveText("5,000");
});

test("a checkout that is left by its back link is called cancelled, once", async ({ page, session }) => {
  await page.goto("/dashboard");
  await page.getByRole("button", { name: "Subscribe for $19 a month" }).click();
  await page.getByRole("link", { name: "Back" }).click();
  const cancelled = page.getByRole("status").filter({ hasText: "Checkout cancelled. Nothing was charged." });
  await expect(cancelled).toBeVisible();
  await expect(page).toHaveURL(/\/dashboard$/);
  await page.reload();
  await expect(page.getByRole("button", buyTopUp)).toBeEnabled();
  await expect(cancelled).toBeHidden();
  expect((await readCredits(session)).balance).toBe(0);
});

test("a checkout that is left by the browser's back button can be started again", async ({
  page,
  session,
}) => {
  expect((await readCredits(session)).status).toBe("none");
  await page.goto("/dashboard");
  await page.getByRole("button", buyTopUp).click();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", buyTopUp).click();
  await pay(page);
  await expect(available(page)).toHaveText("5,000");
});

test("bought credits are there although no webhook ever comes", async ({ page, session, stack }) => {
  await stack.sandbox.changeSettings({ webhooks: { enabled: false } });
  await page.goto("/dashboard");
  await page.getByRole("button", { name: "Subscribe for $19 a month" }).click();
  await pay(page);
  await expect(page.getByRole("status").filter({ hasText: "5,000 credits added." })).toBeVisible();
  await expect(available(page)).toHaveText("5,000");
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  expect((await readCredits(session)).low_threshold).toBe(1000);
});

test("while Dodo is slow the page says that it confirms the payment, and never that credits are missing", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await stack.sandbox.adjust(await dodoCustomerOf(stack, session.email), "debit", 5000);
  await page.goto("/dashboard");
  await expect(available(page)).toHaveText("0");
  await page.getByRole("button", buyTopUp).click();
  await stack.sandbox.changeSettings({ latencyMs: { dodo: 1500 } });
  await pay(page);
  await expect(page.getByRole("status").filter({ hasText: "Confirming your payment…" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "5,000 credits added." })).toBeVisible();
  await expect(available(page)).toHaveText("5,000");
});

test("a payment that Dodo confirms late is explained, and its credits appear by themselves", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await page.clock.install();
  await page.goto("/dashboard");
  await page.getByRole("button", buyTopUp).click();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 503, times: 10_000 });
  const asked = page.waitForResponse(/\/api\/checkout\/[\w-]{36}$/);
  await pay(page);
  expect((await asked).status()).toBe(503);
  await expect(page.getByRole("status").filter({ hasText: "Confirming your payment…" })).toBeVisible();
  await page.clock.fastForward(31_000);
  const late = page.getByRole("status").filter({ hasText: "Dodo has not confirmed the payment yet." });
  await expect(late).toContainText("Credits appear by themselves");
  await expect(available(page)).toHaveText("5,000");
  await stack.sandbox.clearFaults();
  await expect(available(page)).toHaveText("10,000");
  await expect(page.getByRole("status").filter({ hasText: "5,000 credits added." })).toBeVisible();
  await expect(late).toBeHidden();
});

test("forged return parameters grant nothing", async ({ page, session, stack }) => {
  const forged = "status=succeeded&payment_id=pay_forged&subscription_id=sub_forged&subscribed=1&topped_up=1";
  const unknown = page.getByRole("status").filter({ hasText: "This checkout is not known." });
  const nothingBought = page.getByText("Get credits to send your first email");

  await page.goto(`/dashboard?checkout=${randomUUID()}&${forged}`);
  await expect(unknown).toBeVisible();
  await expect(nothingBought).toBeVisible();

  await test.step("with what somebody else paid for", async () => {
    const other = await signIn(stack, someEmail());
    await buyTopup(other, stack);
    await page.goto(`/dashboard?checkout=${await checkoutOf(stack, other.email)}&${forged}`);
    await expect(unknown).toBeVisible();
    await expect(nothingBought).toBeVisible();
  });

  await test.step("with a checkout of one's own that nobody paid", async () => {
    await startCheckout("/api/checkout/topup", session);
    await page.goto(`/dashboard?checkout=${await checkoutOf(stack, session.email)}&${forged}`);
    await expect(page.getByRole("status").filter({ hasText: "Checkout was not completed." })).toBeVisible();
    await expect(nothingBought).toBeVisible();
  });

  await page.goto(`/dashboard?checkout=not-an-id&${forged}`);
  await expect(nothingBought).toBeVisible();
  expect((await readCredits(session)).balance).toBe(0);
});

test("a double click on Buy opens one checkout", async ({ page, session, stack }) => {
  await stack.sandbox.changeSettings({ latencyMs: { dodo: 300 } });
  await page.goto("/dashboard/billing");
  await page.getByRole("button", { name: "Buy 5,000 credits" }).dblclick();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  const { checkouts } = await stack.sandbox.state();
  expect(checkouts.filter(({ customer_email }) => customer_email === session.email)).toHaveLength(1);
});

test("subscribing a second time is refused with what to do instead", async ({ page, session, stack }) => {
  await page.clock.install();
  await page.goto("/dashboard/billing");
  const subscribe = page.getByRole("button", { name: "Subscribe" });
  await expect(subscribe).toBeEnabled();
  // This page does not hear of the plan that is bought elsewhere meanwhile.
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await buyPlan(session, stack);
  const answered = page.waitForResponse(/\/api\/checkout\/subscribe$/);
  await subscribe.click();
  expect((await answered).status()).toBe(409);
  await page.clock.resume();
  await expect(page.getByText("You already have a plan.")).toBeVisible();
  await expect(page.getByText("Buy a top-up for more credits now")).toBeVisible();
  await expect(page).toHaveURL(/\/dashboard\/billing$/);
  const { subscriptions } = await stack.sandbox.state();
  expect(subscriptions.filter(({ customer }) => customer.email === session.email)).toHaveLength(1);
});

test("the portal opens, leads back, and what was cancelled there is shown", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await page.goto("/dashboard/billing");
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await page.getByRole("button", { name: "Billing portal" }).click();
  await page.getByRole("button", { name: "Cancel at the end of the period" }).click();
  await expect(page.getByText("Your subscription ends with this period.")).toBeVisible();
  await page.getByRole("link", { name: "Return to merchant" }).click();
  await expect(page).toHaveURL(/\/dashboard\/billing$/);
  await expect(page.getByText(/^Cancelled: the plan ends on/)).toBeVisible();
  await expect(available(page)).toHaveText("5,000");

  await page.getByRole("button", { name: "Manage plan" }).click();
  await page.getByRole("button", { name: "Keep subscription" }).click();
  await page.getByRole("link", { name: "Return to merchant" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});

test("a renewal that could not be paid is shown with the way to mend it", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await page.goto(`${stack.sandboxUrl}/customers/${await dodoCustomerOf(stack, session.email)}`);
  await page.getByRole("button", { name: /^Fail renewal/ }).click();
  await page.goto("/dashboard/billing");
  await expect(page.getByText("On hold", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Fix payment" }).click();
  await page.getByRole("button", { name: "Change card" }).click();
  await page.getByRole("link", { name: "Return to merchant" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await expect(available(page)).toHaveText("10,000");
});

/** MailKit's id of the newest checkout of a customer. */
async function checkoutOf({ sandbox }: Stack, email: string): Promise<string> {
  const { checkouts } = await sandbox.state();
  const checkout = checkouts.filter(({ customer_email }) => customer_email === email).at(-1);
  return String(checkout?.request.metadata?.mailkit_checkout_id);
}

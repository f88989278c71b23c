import type { Page } from "@playwright/test";
import { buyPlan, buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { settled } from "../support/settled";
import { inspect, wide } from "./inspect";
import { available, dodoCustomerOf } from "./steps";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

const card = (page: Page, title: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

test("the ledger leads to the emails that an entry paid for, and they lead back", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await stack.sandbox.changeSettings({ latencyMs: { dodo: 150 } });
  const email = { to: "delivered@resend.dev", html: "<p>Hi</p>" };
  const subjects = Array.from({ length: 12 }, (_, number) => `Receipt ${number}`);
  await Promise.all(subjects.map((subject) => session.post("/api/send", { ...email, subject })));
  await stack.sandbox.changeSettings({ latencyMs: { dodo: 0 } });
  await settled(stack, session.email);
  await page.goto("/dashboard/billing");
  const ledger = card(page, "Ledger");
  await expect(ledger.getByText("Plan started")).toBeVisible();
  await ledger
    .getByRole("link", { name: /^\d+ emails$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Ledger entry" })).toBeVisible();
  await inspect(page, "ledger entry");
  const paid = page.getByRole("link", { name: /^Receipt \d+$/ }).first();
  const subject = await paid.textContent();
  await paid.click();
  await expect(page.getByRole("heading", { level: 1, name: subject ?? "" })).toBeVisible();
  await page.getByRole("link", { name: "ledger entry" }).click();
  await expect(page.getByRole("link", { name: subject ?? "", exact: true })).toBeVisible();
});

test("what a customer has, pays and owes is in sight, in both colour schemes and on a phone", async ({
  page,
  session,
  stack,
}) => {
  await buyPlan(session, stack);
  await buyTopup(session, stack);
  await session.post("/api/send", { to: "delivered@resend.dev", subject: "One", html: "<p>Hi</p>" });
  await settled(stack, session.email);
  await page.goto("/dashboard/billing");
  await expect(available(page)).toHaveText("9,999");
  await expect(card(page, "Credits by expiry").getByRole("row")).toHaveCount(3);
  await expect(card(page, "Credits by expiry").getByText("4,999 of 5,000")).toBeVisible();
  await expect(page.getByTestId("topup-forecast")).toContainText(
    "At the pace of the last day (1 credit), the credits that you have are enough until they expire.",
  );
  await expect(card(page, "Payments").getByText("Paid")).toHaveCount(2);
  await inspect(page, "billing");

  const download = page.waitForEvent("download");
  await card(page, "Payments")
    .getByRole("button", { name: /^Invoice of/ })
    .first()
    .click();
  expect((await download).suggestedFilename()).toMatch(/^invoice-pay_\w+\.pdf$/);
});

test("a plan is cancelled after a question, and resumed", async ({ page, session, stack }) => {
  await buyPlan(session, stack);
  await page.goto("/dashboard/billing");
  await page.getByRole("button", { name: "Cancel plan" }).click();
  const question = page.getByRole("dialog", { name: "Cancel the plan?" });
  await expect(question).toContainText("Credits that you have keep until they expire.");
  await inspect(page, "cancel the plan");
  await question.getByRole("button", { name: "Keep plan" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await question.getByRole("button", { name: "Cancel at period end" }).click();
  await expect(page.getByText(/^Cancelled: the plan ends on/)).toBeVisible();
  await expect(question).toBeHidden();
  await page.reload();
  await expect(page.getByText(/^Cancelled: the plan ends on/)).toBeVisible();
  await page.getByRole("button", { name: "Resume plan" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});

test("a renewal that was declined says what to do while it is past due", async ({ page, session, stack }) => {
  await stack.sandbox.changeSettings({ renewalGraceMs: 86_400_000 });
  await buyPlan(session, stack);
  const dodo = `${stack.sandboxUrl}/customers/${await dodoCustomerOf(stack, session.email)}`;
  await page.goto(dodo);
  await page.getByRole("button", { name: /^Fail renewal/ }).click();
  await page.goto("/dashboard/billing");
  await expect(page.getByText("Past due", { exact: true })).toBeVisible();
  await expect(page.getByText("The last renewal could not be paid.")).toBeVisible();
  await expect(card(page, "Payments").getByText("Declined")).toBeVisible();
  await inspect(page, "billing, past due");
  await page.getByRole("button", { name: "Fix payment" }).click();
  await page.getByRole("button", { name: "Change card" }).click();
  await page.getByRole("link", { name: "Return to merchant" }).click();
  await expect(page.getByText(/^Renews on/)).toBeVisible();
});

test("a card that can't be loaded says so with a request id, and the others stay", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await stack.sandbox.addFaults({
    target: "dodo",
    kind: "status",
    status: 503,
    path: "/payments",
    times: 1_000,
  });
  await page.goto("/dashboard/billing");
  const payments = card(page, "Payments");
  await expect(payments.getByText(/^Request id [0-9a-f-]{36}$/)).toBeVisible();
  await expect(card(page, "Ledger").getByText("Top-up bought")).toBeVisible();
  await inspect(page, "billing without payments");
  await stack.sandbox.clearFaults();
  await payments.getByRole("button", { name: "Retry" }).click();
  await expect(payments.getByText("Paid")).toBeVisible();
});

test("long lists have pages, and one list keeps its place while the other is leafed through", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const customer = await dodoCustomerOf(stack, session.email);
  for (let number = 0; number < 16; number++)
    await stack.sandbox.adjust(customer, "debit", 1, `No ${number}`);
  await settled(stack, session.email);
  await page.goto("/dashboard/billing?payments=2");
  const ledger = card(page, "Ledger");
  await expect(ledger.getByText("No 15")).toBeVisible();
  await ledger.getByRole("link", { name: "Older" }).click();
  await expect(ledger.getByText("Top-up bought")).toBeVisible();
  await expect(page).toHaveURL(/\?ledger=2&payments=2$/);
  await expect(card(page, "Payments").getByText("Nothing older")).toBeVisible();
  await ledger.getByRole("link", { name: "Newer" }).click();
  await expect(ledger.getByText("No 15")).toBeVisible();
});

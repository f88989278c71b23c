import type { Locator, Page } from "@playwright/test";
import { buyWith, CARDS, drain, passTime, untilStates } from "../support/auto-topup";
import { readCredits } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, wide } from "./inspect";
import { available } from "./steps";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

const card = (page: Page): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "Auto top-up", exact: true }) });

async function turnOn(page: Page, { packsMax }: { packsMax?: number } = {}): Promise<void> {
  await card(page).getByRole("button", { name: "Set up auto top-up" }).click();
  const dialog = page.getByRole("dialog", { name: "Auto top-up" });
  if (packsMax) await dialog.getByLabel("Packs a month at most").fill(String(packsMax));
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog).toBeHidden();
}

test("a customer agrees in so many words, to what they see", async ({ page, session, stack }) => {
  await page.goto("/dashboard/billing");
  await expect(card(page).getByText("No saved card", { exact: true })).toBeVisible();
  await inspect(page, "auto top-up without a card");

  await buyWith(stack, session, CARDS.other);
  await buyWith(stack, session, CARDS.good);
  await page.reload();
  await expect(card(page).getByText("Off", { exact: true })).toBeVisible();
  await card(page).getByRole("button", { name: "Set up auto top-up" }).click();
  const dialog = page.getByRole("dialog", { name: "Auto top-up" });
  await dialog.getByLabel("Card to charge").selectOption({ label: "VISA ending in 4242, expires 06/32" });
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByText("Tick the box to agree.")).toBeVisible();
  await expect(dialog.getByText(/^I agree that my VISA ending in 4242 may be charged \$9 /)).toBeVisible();
  await inspect(page, "the agreement, without consent");
  await dialog.getByRole("checkbox").check();
  await dialog.getByLabel("Packs a month at most").fill("1");
  // What is agreed to has changed, so the box is empty again.
  await expect(dialog.getByRole("checkbox")).not.toBeChecked();
  await dialog
    .getByLabel("Card to charge")
    .selectOption({ label: "MASTERCARD ending in 4444, expires 06/32" });
  await expect(dialog.getByRole("checkbox")).toHaveAccessibleName(
    "I agree that my MASTERCARD ending in 4444 may be charged $9 automatically whenever I have 1,000 credits or fewer, at most 1 time a month ($9), until I turn this off. Taxes may come on top.",
  );
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(card(page).getByText("On", { exact: true })).toBeVisible();
  await expect(card(page).getByText("MASTERCARD ending in 4444")).toBeVisible();
});

test("a pack is bought when credits run low, and no more of them than agreed", async ({
  page,
  session,
  stack,
}) => {
  await buyWith(stack, session, CARDS.good);
  await page.goto("/dashboard/billing");
  await turnOn(page, { packsMax: 1 });
  await inspect(page, "auto top-up on");
  await drain(stack, session, 900);
  await expect(available(page)).toHaveText("5,900");
  await expect(card(page).getByText("Monthly limit reached")).toBeVisible();
  await expect(card(page).getByText("1 of 1 pack")).toBeVisible();
  await inspect(page, "auto top-up at its limit");
  await card(page).getByRole("button", { name: "Turn off" }).click();
  await expect(card(page).getByText("Off", { exact: true })).toBeVisible();
});

test("after a decline it stops, says so on the overview as well, and goes on with another card", async ({
  page,
  session,
  stack,
}) => {
  // Two charges that are waited for, and two pages looked at in every width and scheme.
  test.slow();
  await buyWith(stack, session, CARDS.declinedLater);
  await page.goto("/dashboard/billing");
  await turnOn(page);
  await drain(stack, session, 900);
  const notice = card(page).getByRole("alert");
  await expect(notice).toContainText("Auto top-up has stopped: your card was declined.", { timeout: 20_000 });
  await expect(notice).toContainText("Your card was declined. Nothing was charged.");
  await inspect(page, "auto top-up stopped");
  await page.goto("/dashboard");
  await expect(page.getByRole("status").filter({ hasText: "Auto top-up has stopped" })).toBeVisible();
  await inspect(page, "overview, auto top-up stopped");
  const mails = await stack.sandbox.emails(session.email);
  expect(mails.map(({ subject }) => subject)).toContain("Auto top-up has stopped");

  await page.getByRole("link", { name: "Open billing" }).click();
  await card(page).getByRole("button", { name: "Resume" }).click();
  await expect(card(page).getByText("Stopped", { exact: true })).toBeVisible({ timeout: 20_000 });
  await buyWith(stack, session, CARDS.good);
  await page.reload();
  await card(page).getByRole("button", { name: "Change" }).click();
  const dialog = page.getByRole("dialog", { name: "Auto top-up" });
  await dialog.getByLabel("Card to charge").selectOption({ label: "VISA ending in 4242, expires 06/32" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Save and turn on" }).click();
  await expect(card(page).getByText("On", { exact: true })).toBeVisible();
});

test("a charge that is under way, or waits for the customer, is shown as such", async ({
  page,
  session,
  stack,
}) => {
  await stack.sandbox.changeSettings({ savedCardCharge: "processing" });
  await buyWith(stack, session, CARDS.good);
  await page.goto("/dashboard/billing");
  await turnOn(page);
  await drain(stack, session, 900);
  await expect(card(page).getByText(/^A pack is being bought since/)).toBeVisible({ timeout: 20_000 });
  await inspect(page, "auto top-up running");
  await passTime(stack, session, 3);
  await expect(card(page).getByRole("alert")).toContainText("the payment needs you", { timeout: 30_000 });
  await expect(card(page).getByRole("button", { name: "Buy top-up for $9" })).toBeVisible();
  await inspect(page, "auto top-up needs the customer");
  await card(page).getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("The last payment may still go through.")).toBeVisible();
  const [payment] = (await stack.sandbox.state()).payments.filter(({ status }) => status === "processing");
  await stack.sandbox.finishPayment(payment?.payment_id ?? "", "succeeded");
  await untilStates(stack, session, ["charged"]);
  await expect.poll(async () => (await readCredits(session)).available).toBe(5_900);
  await page.reload();
  await expect(card(page).getByText("On", { exact: true })).toBeVisible();
});

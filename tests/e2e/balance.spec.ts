import type { Page } from "@playwright/test";
import { buyTopup, startCheckout } from "../support/buy";
import { expect, test } from "../support/e2e";
import { available, dodoCustomerOf, emptyBanner, lowBanner, sendButton, write } from "./steps";

const pill = (page: Page) => page.getByRole("link", { name: /^Credits/ });

test("what is adjusted at Dodo is on the screen within seconds, without a reload", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await page.goto("/dashboard");
  await expect(available(page)).toHaveText("5,000");
  const loadedAt = await page.evaluate(() => performance.timeOrigin);
  await stack.sandbox.adjust(await dodoCustomerOf(stack, session.email), "debit", 1234);
  await expect(available(page)).toHaveText("3,766");
  await expect(pill(page)).toContainText("3,766");
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
});

test("low and empty are announced on the page one is on, and end when credits arrive", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const customer = await dodoCustomerOf(stack, session.email);
  await page.goto("/dashboard/send");
  await write(page, { to: "delivered@resend.dev", subject: "Half written" });
  await expect(pill(page)).toContainText("5,000");
  await expect(lowBanner(page)).toBeHidden();

  await stack.sandbox.adjust(customer, "debit", 4000);
  await expect(lowBanner(page)).toContainText("1,000 credits left");
  await expect(sendButton(page)).toBeEnabled();

  await stack.sandbox.adjust(customer, "debit", 1000);
  await expect(emptyBanner(page)).toContainText("No credits left.");
  await expect(lowBanner(page)).toBeHidden();
  await expect(sendButton(page)).toBeDisabled();
  await expect(sendButton(page)).toHaveAccessibleDescription(
    "No credits left. Sending is stopped until you buy more.",
  );

  await stack.sandbox.adjust(customer, "credit", 1001);
  await expect(pill(page)).toContainText("1,001");
  await expect(emptyBanner(page)).toBeHidden();
  await expect(lowBanner(page)).toBeHidden();
  await expect(sendButton(page)).toBeEnabled();
  await expect(page.getByLabel("Subject")).toHaveValue("Half written");
});

test("while Dodo is down the last number stays and says how old it is, and recovers by itself", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const shown = await record(page);
  await page.goto("/dashboard");
  await expect(available(page)).toHaveText("5,000");
  await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 503, times: 10_000 });
  await expect(page.getByText(/ · as of \d\d:\d\d$/)).toBeVisible();
  await expect(available(page)).toHaveText("5,000");
  await page.reload();
  await expect(page.getByText(/ · as of \d\d:\d\d$/)).toBeVisible();
  await stack.sandbox.clearFaults();
  await stack.sandbox.adjust(await dodoCustomerOf(stack, session.email), "debit", 1000);
  await expect(available(page)).toHaveText("4,000");
  await expect(page.getByText(/ · as of /)).toBeHidden();
  expect(await shown()).toEqual(["5,000", "4,000"]);
});

test("while MailKit itself is away the number stays, and the page reconnects", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const shown = await record(page);
  await page.goto("/dashboard");
  await expect(available(page)).toHaveText("5,000");
  await stack.kill();
  await expect(page.getByText(/ · last updated \d\d:\d\d, reconnecting…$/)).toBeVisible();
  await expect(available(page)).toHaveText("5,000");
  await stack.restart();
  await expect(page.getByText(/reconnecting…/)).toBeHidden();
  await expect(available(page)).toHaveText("5,000");
  expect(await shown()).toEqual(["5,000"]);
});

test("without any number yet the page says so, claims nothing, and offers to try again", async ({
  page,
  session,
  stack,
}) => {
  // Known to Dodo, whose ledger was never asked before it went away.
  await startCheckout("/api/checkout/topup", session);
  await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 503, times: 10_000 });
  await page.goto("/dashboard");
  await expect(page.getByText("The balance could not be loaded")).toBeVisible();
  await expect(pill(page)).toContainText("unknown");
  await expect(emptyBanner(page)).toBeHidden();
  await expect(lowBanner(page)).toBeHidden();
  await stack.sandbox.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("Get credits to send your first email")).toBeVisible();
});

test("a session that was ended elsewhere leads to the sign-in page once, and back to the draft", async ({
  page,
  browser,
  context,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await page.goto("/dashboard/send");
  await write(page, { subject: "Half written" });
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) loaded.push(new URL(request.url()).pathname);
  });

  const elsewhere = await browser.newContext({ storageState: await context.storageState() });
  const other = await elsewhere.newPage();
  await other.goto(`${stack.baseUrl}/dashboard`);
  await other.getByRole("button", { name: /^Account/ }).click();
  await other.getByRole("menuitem", { name: "Sign out everywhere" }).click();
  await expect(other).toHaveURL(`${stack.baseUrl}/`);
  await elsewhere.close();

  await expect(page).toHaveURL(/\/signin\?next=%2Fdashboard%2Fsend$/);
  await page.getByLabel("Email").fill(session.email);
  await page.getByRole("button", { name: "Email me a sign-in link" }).click();
  await expect(page.getByRole("status")).toContainText(session.email);
  expect(loaded).toEqual(["/signin"]);
  const [mail] = await stack.sandbox.emails(session.email);
  await page.goto(/https?:\/\/\S+\/signin\/confirm\?\S+/.exec(mail?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/dashboard\/send$/);
  await expect(page.getByLabel("Subject")).toHaveValue("Half written");
});

/** Notes every number that the balance card shows from now on, over all reloads. Returns them without repeats. */
async function record(page: Page): Promise<() => Promise<string[]>> {
  const shown: string[] = [];
  await page.exposeFunction("noteShown", (number: string) => {
    if (shown.at(-1) !== number) shown.push(number);
  });
  await page.addInitScript(() => {
    const look = () => {
      const number = document.querySelector('[data-testid="available"]')?.textContent;
      const { noteShown } = window as unknown as { noteShown(number: string): void };
      if (number) noteShown(number);
    };
    const options = { childList: true, subtree: true, characterData: true };
    new MutationObserver(look).observe(document, options);
  });
  return async () => shown;
}

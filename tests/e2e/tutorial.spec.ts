import type { Page } from "@playwright/test";
import { expect, someEmail, test } from "../support/e2e";
import type { Stack } from "../support/stack";
import {
  adjust,
  available,
  emailsAbout,
  emptyBanner,
  lowBanner,
  pay,
  sendButton,
  sentPanel,
  write,
} from "./steps";

const places = ["Overview", "Send", "Emails", "Billing"];

test("the tutorial's full flow works in a browser, from the first sign-in to the hard stop and back", async ({
  page,
  context,
  stack,
}) => {
  test.setTimeout(120_000);
  const email = someEmail();

  await test.step("sign in by the link in the inbox", async () => {
    await page.goto("/signin");
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Email me a sign-in link" }).click();
    await expect(page.getByRole("status")).toContainText(email);
    const opened = context.waitForEvent("page");
    await page.getByRole("link", { name: "Open the sandbox inbox" }).click();
    const inbox = await opened;
    await inbox.getByRole("link", { name: "Sign in to MailKit" }).click();
    await inbox.getByRole("region", { name: "Links" }).getByRole("link").first().click();
    await expect(inbox.getByText(email)).toBeVisible();
    await inbox.getByRole("button", { name: "Sign in" }).click();
    await expect(inbox).toHaveURL(/\/dashboard$/);
    await inbox.close();
    await page.goto("/dashboard");
    await expect(page.getByText("Get credits to send your first email")).toBeVisible();
  });

  await test.step("subscribe with a test card: 5,000 emails", async () => {
    await page.getByRole("button", { name: "Subscribe for $19 a month" }).click();
    await expect(page.getByRole("heading", { name: "MailKit Plan" })).toBeVisible();
    await pay(page);
    await expect(page).toHaveURL(/\/dashboard/);
    await expect(page.getByRole("status").filter({ hasText: "5,000 credits added." })).toBeVisible();
    await expect(available(page)).toHaveText("5,000");
    await expect(page.getByText(/^Renews on/)).toBeVisible();
  });

  await test.step("send one email: both ids, and 4,999", async () => {
    await page.getByRole("link", { name: "Send an email" }).first().click();
    await send(page, "Hello from MailKit");
    await expect(sentPanel(page)).toContainText("1 credit charged, 4,999 left");
    const [taken] = await emailsAbout(stack, "Hello from MailKit");
    expect(taken?.to).toEqual(["delivered@resend.dev"]);
    await expect(sentPanel(page)).toContainText(taken?.id ?? "no id at Resend");
    const mailkitId = taken?.tags.find(({ name }) => name === "mailkit_id")?.value;
    await expect(sentPanel(page)).toContainText(mailkitId ?? "no id at MailKit");
    await visit(page, "Overview");
    await expect(available(page)).toHaveText("4,999");
  });

  const dodo = await context.newPage();
  await test.step("debit 4,000 at Dodo and send: 998, a warning everywhere, one mail", async () => {
    await dodo.goto(stack.sandboxUrl);
    await dodo.getByRole("region", { name: "Customers" }).getByRole("link", { name: email }).click();
    await adjust(dodo, "Debit", 4000);
    await visit(page, "Send");
    await send(page, "One more");
    await expect(sentPanel(page)).toContainText("998 left");
    for (const place of places) {
      await visit(page, place);
      await expect(lowBanner(page)).toContainText("998 credits left");
    }
    await expect.poll(() => alertsTo(stack, email)).toHaveLength(1);
  });

  await test.step("buy a top-up: 5,998, and the warning is gone", async () => {
    await lowBanner(page).getByRole("button", { name: "Buy 5,000 credits" }).click();
    await expect(page.getByRole("heading", { name: "Email Top-Up Pack" })).toBeVisible();
    await pay(page);
    await expect(page.getByRole("status").filter({ hasText: "5,000 credits added." })).toBeVisible();
    await expect(available(page)).toHaveText("5,998");
    for (const place of places) {
      await visit(page, place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(lowBanner(page)).toBeHidden();
    }
    await stack.sandbox.webhooksIdle();
    expect(await alertsTo(stack, email)).toHaveLength(1);
  });

  await test.step("debit to zero: sending is stopped, with 402 and the tutorial's words", async () => {
    await visit(page, "Overview");
    await dodo.reload();
    await adjust(dodo, "Debit", 5998);
    await expect(emptyBanner(page)).toBeVisible();
    await expect(available(page)).toHaveText("0");
    const refused = await page.evaluate(async () => {
      const body = { to: "delivered@resend.dev", subject: "Too many", html: "<p>No</p>" };
      const answer = await fetch("/api/send", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as { error: string } };
    });
    expect(refused.status).toBe(402);
    expect(refused.body.error).toBe("No email credits remaining. Buy a top-up pack or upgrade your plan.");
    expect(await emailsAbout(stack, "Too many")).toEqual([]);
    await visit(page, "Send");
    await expect(sendButton(page)).toBeDisabled();
    await expect(page.getByText("No credits left. Sending is stopped until you buy more.")).toBeVisible();
  });

  await test.step("top up, and sending works again", async () => {
    await emptyBanner(page).getByRole("button", { name: "Buy 5,000 credits" }).click();
    await pay(page);
    await expect(available(page)).toHaveText("5,000");
    await visit(page, "Send");
    await expect(emptyBanner(page)).toBeHidden();
    await send(page, "Back again");
    await expect(sentPanel(page)).toContainText("4,999 left");
    expect(await emailsAbout(stack, "Back again")).toHaveLength(1);
  });
});

async function visit(page: Page, place: string): Promise<void> {
  await page.getByRole("navigation", { name: "Dashboard" }).getByRole("link", { name: place }).click();
  await expect(
    page.getByRole("navigation", { name: "Dashboard" }).getByRole("link", { name: place }),
  ).toHaveAttribute("aria-current", "page");
}

async function send(page: Page, subject: string): Promise<void> {
  await write(page, { to: "delivered@resend.dev", subject, html: "<strong>It works!</strong>" });
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
}

/** The warnings about the balance that a customer got by mail. */
async function alertsTo({ sandbox }: Stack, email: string): Promise<string[]> {
  const mails = await sandbox.emails(email);
  return mails.map(({ subject }) => subject).filter((subject) => subject.includes("email credits left"));
}

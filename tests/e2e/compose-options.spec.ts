import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";

import { buyTopup, readCredits } from "../support/buy";
import { expect, test } from "../support/e2e";
import { verifiedDomain } from "../support/verified-domain";
import { inspect, phone, wide } from "./inspect";
import { emailsAbout, sendButton, sentPanel, write } from "./steps";

const delivered = "delivered@resend.dev";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test.use({ reducedMotion: "reduce", viewport: wide });

test.beforeEach(async ({ session, stack }) => {
  await buyTopup(session, stack);
});

test("an email is scheduled in words, shows the moment that they mean, and is canceled for nothing", async ({
  page,
  session,
  stack,
}) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "Later", html: "<p>Hi</p>" });
  await page.getByLabel("Send", { exact: true }).selectOption("In words");
  const time = page.getByLabel("Time in words");
  await time.fill("whenever you like");
  await expect(time).toHaveAccessibleDescription(/Write a time as ISO 8601/);
  await time.fill("in 45 days");
  await expect(time).toHaveAccessibleDescription(/more than 30 days ahead/);
  await time.fill("in 3 hours");
  await expect(time).toHaveAccessibleDescription(/^Goes out on /);
  await page.getByRole("button", { name: "Schedule email" }).click();

  const panel = page.getByRole("status").filter({ hasText: "Scheduled for" });
  await expect(panel).toBeFocused();
  await expect(panel).toContainText("1 credit on hold, 4,999 left");
  await panel.getByRole("button", { name: "Cancel it" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Canceled." })).toBeFocused();
  expect((await readCredits(session)).available).toBe(5000);
  expect(await emailsAbout(stack, "Later")).toEqual([]);
});

test("an email is scheduled at a time of the reader's own zone", async ({ page }) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "At a time", html: "<p>Hi</p>" });
  await page.getByLabel("Send", { exact: true }).selectOption("At a time");
  const time = page.getByLabel("Time", { exact: true });
  await expect(time).not.toHaveValue("");
  await time.fill("");
  await page.getByRole("button", { name: "Schedule email" }).click();
  await expect(time).toBeFocused();
  await expect(time).toHaveAccessibleDescription(/Give a time\./);
  const at = await page.evaluate(() => {
    const later = new Date(Date.now() + 2 * 86_400_000);
    const two = (part: number) => String(part).padStart(2, "0");
    return `${later.getFullYear()}-${two(later.getMonth() + 1)}-${two(later.getDate())}T09:30`;
  });
  await time.fill(at);
  await page.getByRole("button", { name: "Schedule email" }).click();
  const shown = page.getByRole("status").filter({ hasText: "Scheduled for" }).locator("time");
  await expect(shown).toContainText("09:30:00");
});

test("attached files arrive whole, chosen or dropped, and after a reload one is told that they are gone", async ({
  page,
  stack,
}) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "With files", html: '<img src="cid:logo" alt="">' });
  await attach(page, "chosen.txt", "chosen");
  await drop(page, "dropped.txt", "dropped");
  await expect(page.getByRole("listitem").filter({ hasText: "dropped.txt" })).toContainText("7 B");
  await page.getByLabel("Content id of dropped.txt").fill("logo");
  await page.reload();
  await expect(page.getByText("Not attached any more: chosen.txt, dropped.txt.")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await attach(page, "chosen.txt", "chosen");
  await drop(page, "dropped.txt", "dropped");
  await page.getByLabel("Content id of dropped.txt").fill("logo");
  await attach(page, "removed.txt", "removed");
  await page.getByRole("button", { name: "Remove removed.txt" }).click();
  await attach(page, "empty.txt", "");
  await expect(page.getByRole("alert").filter({ hasText: "“empty.txt” is empty" })).toBeVisible();
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
  const [email] = await emailsAbout(stack, "With files");
  expect(email?.attachments).toEqual([
    {
      filename: "chosen.txt",
      content_type: "text/plain",
      content_id: null,
      size: 6,
      sha256: sha256("chosen"),
    },
    {
      filename: "dropped.txt",
      content_type: "text/plain",
      content_id: "logo",
      size: 7,
      sha256: sha256("dropped"),
    },
  ]);
});

test("an email goes out from the customer's own verified domain, with headers and tags", async ({
  page,
  session,
  stack,
}) => {
  const domain = `${session.email.split("@")[0]}.dev`;
  await verifiedDomain(stack, session, domain);
  await page.goto("/dashboard/send");
  await chooseDomain(page, domain);
  await write(page, { to: delivered, subject: "From my own", html: "<p>Hi</p>" });
  await sendButton(page).click();
  await expect(page.getByRole("textbox", { name: "From", exact: true })).toBeFocused();
  await page.getByRole("textbox", { name: "From", exact: true }).fill("hello");
  await page.getByLabel("Sender’s name").fill("Acme, Inc.");
  await page.getByRole("button", { name: "Advanced" }).click();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("Date");
  await page.getByLabel("Value of header 1").fill("4711");
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByLabel("Name of tag 1").fill("category");
  await page.getByLabel("Value of tag 1").fill("receipt");
  await page.getByLabel("One-click unsubscribe").click();
  await page.getByRole("button", { name: "Advanced" }).click();
  await sendButton(page).click();
  await expect(page.getByLabel("Name of header 1")).toBeFocused();
  await expect(page.getByLabel("Name of header 1")).toHaveAccessibleDescription(/MailKit sets Date itself/);
  await page.getByLabel("Name of header 1").fill("X-Order-Id");
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
  const [email] = await emailsAbout(stack, "From my own");
  expect(email?.from).toBe(`"Acme, Inc." <hello@${domain}>`);
  expect(email?.headers).toMatchObject({
    "X-Order-Id": "4711",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  expect(email?.tags).toContainEqual({ name: "category", value: "receipt" });
});

test("suppressed recipients are taken out of the cost before sending", async ({ page, session, stack }) => {
  await session.post("/api/suppressions", { email: "delivered+gone@resend.dev" });
  await page.goto("/dashboard/send");
  await write(page, { to: `${delivered}, delivered+gone@resend.dev`, subject: "Skips", html: "<p>Hi</p>" });
  const cost = "2 recipients, 1 on your suppression list and skipped = 1 credit, 5,000 left";
  await expect(page.getByText(cost)).toBeVisible();
  await sendButton(page).click();
  await expect(sentPanel(page)).toContainText("1 credit charged, 4,999 left");
  const [email] = await emailsAbout(stack, "Skips");
  expect(email?.to).toEqual([delivered]);
});

test("a test goes to the reader alone and leaves the draft as it is", async ({ page, session, stack }) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "Tried out", html: "<p>Hi</p>" });
  await page.getByRole("button", { name: "Send a test to myself" }).click();
  await expect(page.getByText(`The test is on its way to ${session.email}.`)).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue("Tried out");
  expect(await emailsAbout(stack, "Tried out")).toMatchObject([{ to: [session.email] }]);
  await sendButton(page).click();
  await expect(sentPanel(page)).toContainText("4,998 left");
});

test("the email is shown as code with what is in the form, and copied by a button", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "It's code", html: "<p>Hi</p>" });
  const opener = page.getByRole("button", { name: "Show as code" });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Send it with code" });
  await dialog.getByRole("button", { name: "Copy curl command" }).click();
  await expect(dialog.getByRole("button", { name: "curl command copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`"subject": "It'\\''s code"`);
  await dialog.getByRole("tab", { name: "Node" }).click();
  await expect(dialog.getByRole("region", { name: "Node code" })).toContainText(`subject: "It's code"`);
  await inspectAll(page, "code");
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("the form with everything open is accessible in both colour schemes and fits a phone", async ({
  page,
  session,
  stack,
}) => {
  const domain = `${session.email.split("@")[0]}-with-a-long-name.dev`;
  await verifiedDomain(stack, session, domain);
  await page.goto("/dashboard/send");
  await chooseDomain(page, domain);
  await write(page, { to: `${delivered}, nobody`, subject: "All of it", html: "<p>Hi</p>" });
  await attach(page, "a-rather-long-name-of-a-file-for-a-small-screen.txt", "chosen");
  await page.getByLabel("Send", { exact: true }).selectOption("In words");
  await page.getByLabel("Time in words").fill("tomorrow at 9am CET");
  await page.getByRole("button", { name: "Advanced" }).click();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByLabel("One-click unsubscribe").click();
  await page.getByRole("button", { name: "Schedule email" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Correct the marked fields" })).toBeVisible();
  await inspectAll(page, "compose, everything open");
  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Phone" }).click();
  await inspectAll(page, "compose, preview");
});

/** Repeats what came before the page was awake: the first thing that is done on it. */
async function chooseDomain(page: Page, domain: string): Promise<void> {
  await expect(async () => {
    await page.getByLabel("From", { exact: true }).selectOption(domain, { timeout: 1000 });
    await expect(page.getByLabel("Sender’s name")).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function attach(page: Page, name: string, content: string): Promise<void> {
  const file = { name, mimeType: "text/plain", buffer: Buffer.from(content) };
  await page.getByLabel("Files to attach").setInputFiles(file);
}

async function drop(page: Page, name: string, content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName = "", text = ""]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName, { type: "text/plain" }));
      return transfer;
    },
    [name, content],
  );
  await page.getByRole("region", { name: "Attachments" }).dispatchEvent("drop", { dataTransfer });
}

/** Both colour schemes at both widths: a phone shows some of it in another form. */
async function inspectAll(page: Page, name: string): Promise<void> {
  for (const viewport of [phone, wide]) await inspect(page, name, [viewport]);
}

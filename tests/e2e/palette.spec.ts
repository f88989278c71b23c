import type { Page } from "@playwright/test";
import { sandboxDefaults } from "@/sandbox/constants";
import { buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, phone, wide } from "./inspect";

test.use({ reducedMotion: "reduce", viewport: wide });

const palette = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("by keyboard alone one finds a page, an action and an email, and the focus comes back", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const subject = "Your receipt";
  const sent = await session.post("/api/send", { to: "delivered+rare@resend.dev", subject, text: "Hi" });
  const { id } = (await sent.json()) as { id: string };

  await page.goto("/dashboard/billing");
  await expect(heading(page, "Billing")).toBeVisible();
  const trigger = page.getByRole("button", { name: "Find anything" });
  await expect(trigger).toHaveAttribute("aria-keyshortcuts", "Control+K");
  await trigger.focus();
  await page.keyboard.press("Control+k");
  const field = palette(page).getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(trigger).toBeFocused();

  await find(page, "webh");
  await expect(palette(page).getByRole("status")).toHaveText("1 result");
  await expect(palette(page).getByRole("option", { name: "Webhooks" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(heading(page, "Webhooks")).toBeVisible();
  await expect(page.locator("#content")).toBeFocused();

  await find(page, "+rare");
  await expect(palette(page).getByRole("option", { name: subject })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(heading(page, subject)).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(heading(page, "Overview")).toBeVisible();
  await find(page, id.toUpperCase());
  await expect(palette(page).getByRole("option", { name: subject })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(heading(page, subject)).toBeVisible();

  await find(page, "00000000-0000-7000-8000-000000000000");
  await expect(palette(page).getByRole("status")).toContainText("Nothing fits");
  await page.keyboard.press("Escape");

  await find(page, "add dom");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a domain" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/dashboard\/domains$/);

  await find(page, "api key");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Create an API key" })).toBeVisible();
  await page.keyboard.press("Escape");

  await find(page, "sign out");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${stack.baseUrl}/`);
});

test("an email is found however many came after it", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  const first = { to: "delivered+old@resend.dev", subject: "The first of all", text: "Hi" };
  await session.post("/api/send", first);
  const later = Array.from({ length: 100 }, (_, at) => ({
    from: sandboxDefaults.emailFrom,
    to: "delivered+new@resend.dev",
    subject: `Later ${at}`,
    text: "Hi",
  }));
  expect((await session.post("/api/emails/batch", later)).status).toBe(200);
  await page.goto("/dashboard");
  await find(page, "the first");
  await expect(palette(page).getByRole("option", { name: first.subject })).toBeVisible();
  await palette(page).getByRole("combobox").fill(first.to);
  await expect(palette(page).getByRole("option", { name: first.subject })).toBeVisible();
});

test("shortcuts lead through the dashboard, and rest while somebody types or a dialog is open", async ({
  page,
  session,
}) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard");
  await expect(heading(page, "Overview")).toBeVisible();
  for (const [keys, name] of [
    ["ge", "Emails"],
    ["gb", "Billing"],
    ["gs", "Send an email"],
    ["gk", "API keys"],
    ["c", "Send an email"],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await expect(heading(page, name)).toBeVisible();
  }
  await page.getByLabel("Subject").pressSequentially("gec?");
  await expect(page.getByLabel("Subject")).toHaveValue("gec?");
  await expect(heading(page, "Send an email")).toBeVisible();

  await page.locator("#content").focus();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toContainText("Suppressions");
  await page.keyboard.press("c");
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeHidden();
  await help.getByLabel("Use single-key shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await expect(page.locator("#content")).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.keyboard.press("?");
  await find(page, "keyboard");
  await expect(page).toHaveURL(/\/dashboard\/send$/);
  await page.keyboard.press("Enter");
  await expect(help).toBeVisible();
});

test("on a phone a button opens the palette, and both dialogs are accessible in both colour schemes", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await session.post("/api/send", { to: "delivered+rare@resend.dev", subject: "A receipt", text: "Hi" });
  await page.setViewportSize(phone);
  await page.goto("/dashboard");
  await page.getByRole("button", { name: "Find anything" }).click();
  await palette(page).getByRole("combobox").fill("re");
  await expect(palette(page).getByRole("option", { name: "A receipt" })).toBeVisible();
  await inspect(page, "palette on a phone", [phone]);
  await inspect(page, "palette", [wide]);
  await palette(page).getByRole("combobox").fill("no such thing");
  await expect(palette(page).getByRole("status")).toContainText("Nothing fits");
  await inspect(page, "palette without results", [phone]);
  await palette(page).getByRole("combobox").fill("shortcuts");
  await palette(page).getByRole("option", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await inspect(page, "shortcuts on a phone", [phone]);
  await inspect(page, "shortcuts", [wide]);
});

async function find(page: Page, query: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.type(query);
}

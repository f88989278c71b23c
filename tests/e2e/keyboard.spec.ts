import type { Locator, Page } from "@playwright/test";
import { buyTopup } from "../support/buy";
import { expect, someEmail, test } from "../support/e2e";
import { available, cards, emailsAbout, sendButton, sentPanel } from "./steps";

/** More than any page has, so that a stop which the keyboard never reaches fails the test. */
const STOPS_MAX = 80;

/** Moves on from stop to stop, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

/** The same, and presses what it came to. */
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

test("the main job needs no mouse: sign in, buy, send, look at what became of it, sign out", async ({
  page,
  stack,
}) => {
  test.slow();
  const email = someEmail();
  await page.goto("/signin");
  await tabTo(page, page.getByLabel("Email"));
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText(email);
  const [mail] = await stack.sandbox.emails(email);
  await page.goto(/https?:\/\/\S+\/signin\/confirm\?\S+/.exec(mail?.text ?? "")?.[0] ?? "no link");
  await press(page, page.getByRole("button", { name: "Sign in" }));

  await press(page, page.getByRole("button", { name: "Subscribe for $19 a month" }));
  await tabTo(page, page.getByLabel("Card number"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(cards.good);
  await press(page, page.getByRole("button", { name: /^Pay \$/ }));
  await expect(available(page)).toHaveText("5,000");

  await press(page, page.getByRole("link", { name: "Send an email" }).first());
  await tabTo(page, page.getByRole("textbox", { name: "To", exact: true }));
  await page.keyboard.type("delivered@resend.dev");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Subject"));
  await page.keyboard.type("Without a mouse");
  await tabTo(page, page.getByLabel("HTML body"));
  await page.keyboard.type("<p>Hi</p>");
  await press(page, sendButton(page));
  await expect(sentPanel(page)).toContainText("1 credit charged, 4,999 left");
  expect(await emailsAbout(stack, "Without a mouse")).toHaveLength(1);

  await page.locator("#content").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { level: 1, name: "Emails" })).toBeVisible();
  await press(page, page.getByRole("link", { name: "Without a mouse" }));
  await expect(page.getByRole("heading", { level: 1, name: "Without a mouse" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" }).getByRole("combobox")).toBeFocused();
  await page.keyboard.type("sign out");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${stack.baseUrl}/`);
});

test("the focus goes to a neighbour when what has it goes away", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  await page.goto("/dashboard/send");
  await page.locator("section[aria-live]").waitFor({ state: "attached" });
  const to = page.getByRole("textbox", { name: "To", exact: true });
  for (const address of ["one@mailbox.dev", "two@mailbox.dev", "three@mailbox.dev"]) {
    await to.fill(address);
    await to.press("Enter");
  }
  await page.getByRole("button", { name: "Remove two@mailbox.dev" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove three@mailbox.dev" })).toBeFocused();

  for (const email of ["a@mailbox.dev", "b@mailbox.dev"]) await session.post("/api/suppressions", { email });
  await page.goto("/dashboard/suppressions");
  // What keeps the focus comes with the toasts, after the page.
  await page.locator("section[aria-live]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Remove b@mailbox.dev" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Remove/ }).press("Enter");
  await expect(page.getByRole("rowheader", { name: /b@mailbox.dev/ })).toBeHidden();
  await expect(page.getByRole("button", { name: "Remove a@mailbox.dev" })).toBeFocused();
});

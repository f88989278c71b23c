import type { Page } from "@playwright/test";
import { buyTopup, readCredits } from "../support/buy";
import { expect, test } from "../support/e2e";
import type { Session } from "../support/sign-in";
import { emailsAbout, sendButton, sentPanel, write } from "./steps";

const delivered = "delivered@resend.dev";
const nobodyAnswered = "MailKit could not be reached.";

test.beforeEach(async ({ session, stack }) => {
  await buyTopup(session, stack);
});

test("every fault is shown at its field, and the first one gets the focus", async ({ page, session }) => {
  await page.goto("/dashboard/send");
  await sendButton(page).click();
  const to = page.getByRole("textbox", { name: "To", exact: true });
  await expect(to).toBeFocused();
  await expect(to).toHaveAccessibleDescription("Give at least one recipient.");
  await expect(page.getByLabel("Subject")).toHaveAccessibleDescription("A subject is required.");
  await expect(page.getByLabel("HTML body")).toHaveAccessibleDescription(
    "Give the email a body: html, text, or both.",
  );

  await write(page, { to: `${delivered}, no-address`, subject: "A subject", html: "<p>Body</p>" });
  await sendButton(page).click();
  await expect(to).toHaveAccessibleDescription(/^“no-address” is not an address that can be used\./);
  await expect(page.getByLabel("Subject")).toHaveAccessibleDescription("");
  expect((await readCredits(session)).available).toBe(5000);

  await page.getByRole("button", { name: "Remove no-address" }).click();
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
});

test("the cost is named before sending, one credit for each recipient, and is what is charged", async ({
  page,
  stack,
}) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "To two", html: "<p>Hi</p>" });
  await expect(page.getByText("1 recipient = 1 credit, 5,000 left")).toBeVisible();
  await page.getByRole("button", { name: "Add Cc and Bcc" }).click();
  await page.getByRole("textbox", { name: "Cc", exact: true }).fill("delivered+copy@resend.dev");
  await expect(page.getByText("2 recipients = 2 credits, 5,000 left")).toBeVisible();
  await sendButton(page).click();
  await expect(sentPanel(page)).toContainText("2 credits charged, 4,998 left");
  const [email] = await emailsAbout(stack, "To two");
  expect(email).toMatchObject({ to: [delivered], cc: ["delivered+copy@resend.dev"] });
});

test("Ctrl+Enter sends from inside of the body", async ({ page, stack }) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "By keyboard", html: "<p>Hi</p>" });
  await page.getByLabel("HTML body").press("Control+Enter");
  await expect(sentPanel(page)).toBeFocused();
  await expect(page.getByLabel("Subject")).toHaveValue("");
  expect(await emailsAbout(stack, "By keyboard")).toHaveLength(1);
});

test("HTML of an email never runs: not in the preview, not with the email, not when opened directly", async ({
  page,
  context,
  stack,
  troubles,
}) => {
  const ran: string[] = [];
  context.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname === "/api/health") ran.push(search);
  });
  const html = `<h1>Shown</h1><script>fetch("${stack.baseUrl}/api/health?script")</script>
    <img src="data:," onerror="fetch('${stack.baseUrl}/api/health?handler')" alt=""><p>To the end</p>`;
  const isShown = async (place: Pick<Page, "getByText">) => {
    await expect(place.getByText("Shown")).toBeVisible();
    await expect(place.getByText("To the end")).toBeVisible();
  };

  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "Hostile", html });
  await page.getByRole("tab", { name: "Preview" }).click();
  await isShown(page.frameLocator("iframe"));
  await sendButton(page).click();

  await page.getByRole("link", { name: "View email" }).click();
  await isShown(page.frameLocator("iframe"));

  const source = await page.getByTitle("HTML of the email").getAttribute("src");
  const answer = await page.goto(source ?? "");
  expect(answer?.headers()["content-security-policy"]).toContain("sandbox;");
  await isShown(page);
  expect(ran).toEqual([]);
  troubles.length = 0;

  await test.step("which is not for want of trying: anywhere else it does", async () => {
    const elsewhere = await context.newPage();
    await elsewhere.goto("/favicon.ico");
    await elsewhere.setContent(html);
    await expect.poll(() => ran.toSorted()).toEqual(["?handler", "?script"]);
  });
});

test.describe("when the network fails", () => {
  test("an answer that got lost is asked for again with the same key: one email, one credit", async ({
    page,
    session,
    stack,
  }) => {
    const keys = await loseAnswers(page, 1);
    await page.goto("/dashboard/send");
    await write(page, { to: delivered, subject: "Lost answer", html: "<p>Hi</p>" });
    await sendButton(page).click();
    await expect(page.getByRole("alert").filter({ hasText: nobodyAnswered })).toContainText(
      "the same email is never sent or charged twice",
    );
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(sentPanel(page)).toContainText("1 credit charged, 4,999 left");
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
    expect(await emailsAbout(stack, "Lost answer")).toHaveLength(1);
    expect((await readCredits(session)).available).toBe(4999);
  });

  test("the draft and its key outlive a reload", async ({ page, session, stack }) => {
    const keys = await loseAnswers(page, 1);
    await page.goto("/dashboard/send");
    await write(page, { to: delivered, subject: "Reloaded", html: "<p>Hi</p>" });
    await sendButton(page).click();
    await expect(page.getByRole("alert").filter({ hasText: nobodyAnswered })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Subject")).toHaveValue("Reloaded");
    await sendButton(page).click();
    await expect(sentPanel(page)).toContainText("4,999 left");
    expect(new Set(keys).size).toBe(1);
    expect(await emailsAbout(stack, "Reloaded")).toHaveLength(1);
    expect((await readCredits(session)).available).toBe(4999);
  });

  test("an email that never left the browser goes out once it is online again", async ({
    page,
    context,
    stack,
  }) => {
    await page.goto("/dashboard/send");
    await write(page, { to: delivered, subject: "Offline", html: "<p>Hi</p>" });
    await context.setOffline(true);
    await sendButton(page).click();
    await expect(page.getByRole("alert").filter({ hasText: nobodyAnswered })).toBeVisible();
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(sentPanel(page)).toContainText("4,999 left");
    expect(await emailsAbout(stack, "Offline")).toHaveLength(1);
  });
});

test("a recipient that Resend refuses costs nothing, and the cause is kept with the email", async ({
  page,
  session,
}) => {
  await page.goto("/dashboard/send");
  await write(page, { to: "somebody@example.com", subject: "To nowhere", html: "<p>Hi</p>" });
  await sendButton(page).click();
  const refused = page
    .getByRole("alert")
    .filter({ hasText: "The email was refused and nothing was charged" });
  await expect(refused).toContainText("example.com");
  await expect(page.getByLabel("Subject")).toHaveValue("To nowhere");
  expect((await readCredits(session)).available).toBe(5000);

  await page.getByRole("link", { name: "Emails", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: "To nowhere" });
  await expect(row).toContainText("Failed");
  await expect(row.getByRole("cell", { name: "0", exact: true })).toBeVisible();
  await expect(row).toContainText("example.com");
  await row.getByRole("link", { name: "To nowhere" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "To nowhere" })).toBeVisible();
  await expect(page.getByText("This email was not sent, and its credits were given back.")).toBeVisible();
  await expect(page.getByText("charged: the 1 credit on hold was given back.")).toBeVisible();
});

test("a sent email is kept with its addresses, ids and content", async ({ page, stack }) => {
  await page.goto("/dashboard/send");
  await write(page, { to: delivered, subject: "Kept", html: "<h1>Hello there</h1>" });
  await page.getByRole("tab", { name: "Text" }).click();
  await page.getByLabel("Text body").fill("Hello in text");
  await sendButton(page).click();
  await page.getByRole("link", { name: "View email" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kept" })).toBeVisible();
  await expect(page.getByText("Sent", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("captured: one for each recipient.")).toBeVisible();
  const [taken] = await emailsAbout(stack, "Kept");
  await expect(page.getByText(taken?.id ?? "no id", { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Text" }).click();
  await expect(page.getByText("Hello in text")).toBeVisible();
});

test("the list of emails is walked page by page, newest first, without a gap", async ({ page, session }) => {
  const subjects = Array.from({ length: 27 }, (_, number) => `Number ${number + 1}`);
  for (const subject of subjects) await accept(session, subject);
  await page.goto("/dashboard/emails");
  const rows = page.getByRole("table", { name: "Emails, newest first" }).getByRole("link");
  await expect(rows).toHaveText(subjects.toReversed().slice(0, 25));
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows).toHaveText(subjects.toReversed().slice(25));
  await expect(page.getByRole("link", { name: "Older" })).toBeHidden();
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(rows).toHaveCount(25);
});

/** Lets requests to send through and cuts the line before their answers. Returns the keys of all requests. */
async function loseAnswers(page: Page, times: number): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route("**/api/send", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > times) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  return keys;
}

async function accept(session: Session, subject: string): Promise<void> {
  const email = { to: delivered, subject, html: "<p>Hi</p>" };
  const answer = await session.post("/api/send", email, { Prefer: "respond-async" });
  expect(answer.status).toBe(202);
}

import { readFileSync } from "node:fs";
import { buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, phone, wide } from "./inspect";
import { CANARY, COUNT, clicked, images, navigating, running } from "./xss-vectors";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

const rows = (page: import("@playwright/test").Page) => page.getByRole("table").getByRole("row");

test("emails are searched, filtered, exported and read by keyboard alone", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const send = async (body: object) => {
    const answer = await session.post("/api/send", { html: "<h1>Hello</h1>", ...body });
    expect(answer.ok).toBe(true);
  };
  await send({
    to: "delivered+ada@resend.dev",
    subject: "Your receipt",
    tags: [{ name: "kind", value: "receipt" }],
  });
  await send({ to: "delivered+grace@resend.dev", subject: "=1+1 welcome", text: "Welcome" });
  await page.goto("/dashboard/emails");
  await expect(rows(page)).toHaveCount(3);
  await inspect(page, "emails", [wide, phone]);

  const search = page.getByRole("searchbox", { name: "Search emails" });
  await search.focus();
  await page.keyboard.type("YOUR rec");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/search=YOUR\+rec/);
  await expect(rows(page)).toHaveCount(2);
  await expect(search).toBeFocused();

  await page.getByRole("button", { name: "Filters" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Tag", { exact: true }).focus();
  await page.keyboard.type("kind=other");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No emails for these filters")).toBeVisible();
  await inspect(page, "no emails for these filters", [wide, phone]);
  await page.getByRole("link", { name: "Reset filters" }).focus();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(3);
  await expect(search).toHaveValue("");
  await page.goBack();
  await expect(search).toHaveValue("YOUR rec");

  await page.goto("/dashboard/emails?recipient=delivered%2Bgrace%40resend.dev");
  await expect(page.getByLabel("Recipient", { exact: true })).toHaveValue("delivered+grace@resend.dev");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  const csv = readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect(csv).toHaveLength(3);
  expect(csv[1]).toContain(`"'=1+1 welcome"`);

  await page.getByRole("link", { name: "=1+1 welcome" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "=1+1 welcome" })).toBeVisible();
  await expect(page.getByText("captured: one for each recipient.")).toBeVisible();
  await expect(page.getByText("Ledger entry", { exact: true })).toBeVisible();
  await expect(page.getByText("The dashboard", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Phone" }).click();
  await expect(page.getByTitle("HTML of the email")).toHaveCSS("width", "375px");
  await inspect(page, "email", [wide, phone]);

  await stack.db.query(
    `update emails set payload = (payload::jsonb - 'html' - 'text' - 'headers')::text, settled_at = now() - interval '30 days',
       content_removed_at = now() where subject = '=1+1 welcome'`,
  );
  await page.reload();
  await expect(page.getByText("The content was removed after 30 days.")).toBeVisible();
  await inspect(page, "email without its content", [wide, phone]);
});

test("a filter that makes no sense is refused in words, with the request's id", async ({ page, session }) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard/emails?tag=nonsense");
  await expect(page.getByText("Write a tag as name=value.")).toBeVisible();
  await expect(page.getByText(/Request id [0-9a-f-]{36}/)).toBeVisible();
  await inspect(page, "emails could not be loaded", [wide, phone]);
});

test("a scheduled email is given another time, and canceled", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  const sent = await session.post("/emails", {
    to: "delivered@resend.dev",
    subject: "Later",
    text: "Hi",
    scheduled_at: "in 2 days",
    attachments: [{ filename: "notes.txt", content: "aGVsbG8=" }],
    headers: { "X-Order": "7" },
  });
  const { id } = (await sent.json()) as { id: string };
  await page.goto(`/dashboard/emails/${id}`);
  await expect(page.getByText("notes.txt")).toBeVisible();
  await page.getByRole("tab", { name: "Headers" }).click();
  await expect(page.getByText("X-Order")).toBeVisible();
  await inspect(page, "scheduled email", [wide, phone]);
  await page.getByRole("button", { name: "Reschedule" }).click();
  const dialog = page.getByRole("dialog", { name: "Reschedule this email" });
  await dialog.getByLabel("New time").fill("2020-01-01T10:00");
  await dialog.getByRole("button", { name: "Reschedule" }).click();
  await expect(dialog.getByText(/is in the past/)).toBeVisible();
  await inspect(page, "reschedule with an error", [wide, phone]);
  const later = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000).toISOString().slice(0, 16);
  await dialog.getByLabel("New time").fill(later);
  await dialog.getByRole("button", { name: "Reschedule" }).click();
  await expect(dialog).toBeHidden();
  const { rows: stored } = await stack.db.query("select scheduled_at from emails where id = $1", [id]);
  expect(stored[0].scheduled_at.getTime()).toBe(new Date(later).getTime());
  await page.getByRole("button", { name: "Cancel email" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel email" }).click();
  await expect(page.getByText("This email was canceled before it went out")).toBeVisible();
  await expect(page.getByRole("list", { name: "Timeline" }).getByRole("listitem").last()).toContainText(
    /^Canceled/,
  );
  await expect(page.getByRole("button", { name: "Reschedule" })).toBeHidden();
});

test("an email that failed says why, and what to do", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  await session.post("/api/send", { to: "someone@example.com", subject: "Refused", text: "Hi" });
  await page.goto("/dashboard/emails?status=failed");
  await page.getByRole("link", { name: "Refused" }).click();
  await expect(page.getByRole("heading", { name: "Why did this not send?" })).toBeVisible();
  await expect(page.getByText("The mail provider's answer")).toBeVisible();
  await expect(page.getByRole("list", { name: "Timeline" }).getByRole("listitem").last()).toContainText(
    /^Failed/,
  );
  await expect(page).toHaveTitle("Refused · MailKit");
  await inspect(page, "failed email", [wide, phone]);
});

test(`none of ${COUNT} ways to get something out of an email's HTML works, in its preview and opened directly`, async ({
  page,
  context,
  session,
  stack,
  troubles,
}) => {
  await buyTopup(session, stack);
  /** What the canary was asked for, from which page. */
  const out = new Set<string>();
  await context.route(`${CANARY}/**`, (route) => {
    out.add(`${page.url()} asked for ${new URL(route.request().url()).pathname}`);
    return route.fulfill({ body: "", headers: { "Access-Control-Allow-Origin": "*" } });
  });
  const dialogs: string[] = [];
  context.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });

  for (const html of [running + images + navigating, clicked]) {
    const answer = await session.post("/api/send", { to: "delivered@resend.dev", subject: "Hostile", html });
    const { id } = (await answer.json()) as { id: string };
    const at = `/dashboard/emails/${id}`;
    await page.goto(at);
    const frame = page.frameLocator("iframe[title='HTML of the email']");
    await expect(frame.getByText("To the end").last()).toBeVisible();
    if (html === clicked)
      for (const link of await frame.locator("a, button").all()) await link.click({ noWaitAfter: true });
    expect(page.url()).toBe(stack.baseUrl + at);

    const source = `/api/dashboard${at.slice("/dashboard".length)}/html`;
    await page.goto(source);
    await expect(page.getByText("To the end").last()).toBeVisible();
    expect(page.url()).toBe(stack.baseUrl + source);
  }
  await page.goto("/dashboard/send");
  await page.getByLabel("HTML body").fill(running + navigating);
  await page.getByRole("tab", { name: "Preview" }).click();
  await expect(page.frameLocator("iframe").getByText("To the end").last()).toBeVisible();
  expect(page.url()).toBe(`${stack.baseUrl}/dashboard/send`);

  expect([...out]).toEqual([]);
  expect(dialogs).toEqual([]);
  expect(context.pages()).toHaveLength(1);
  // The browser says of each what it has refused.
  troubles.length = 0;

  await test.step("which is not for want of trying: anywhere else nearly all of them do", async () => {
    out.clear();
    const address = "https://elsewhere.example/";
    await context.route(address, (route) =>
      route.fulfill({ contentType: "text/html", body: running + images }),
    );
    await (await context.newPage()).goto(address, { waitUntil: "commit" });
    await expect.poll(() => out.size).toBeGreaterThan(120);
    troubles.length = 0;
  });
});

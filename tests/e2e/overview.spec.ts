import type { Page } from "@playwright/test";
import { makeKey } from "../support/api-key";
import { buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { giveHistory } from "../support/history";
import { inspect, wide } from "./inspect";
import { available } from "./steps";

test.use({ reducedMotion: "reduce", viewport: wide, timezoneId: "Asia/Kathmandu" });

const days = (page: Page) => page.getByRole("table", { name: "Emails and credits per day" });
const steps = (page: Page) => page.getByRole("heading", { name: "First steps" });
const week = (emails: number) => Array.from({ length: 9 }, (_, day) => ({ daysAgo: day + 0.01, emails }));

test("the first steps check themselves, and go when they are done", async ({ page, session, stack }) => {
  test.slow();
  await page.goto("/dashboard");
  await expect(page.getByText("0 of 4 done")).toBeVisible();
  await expect(page.getByText("Nothing sent in the last 30 days")).toBeVisible();
  await inspect(page, "overview of a newcomer");

  await buyTopup(session, stack);
  await expect(page.getByText("1 of 4 done")).toBeVisible({ timeout: 20_000 });
  await makeKey(session);
  await stack.db.query(
    `insert into domains (customer_id, id, name, resend_id, status, verified_at, checked_at)
     select id, gen_random_uuid(), $1, $1, 'verified', now(), now() from customers where email = $2`,
    [`${session.email.split("@")[0]}.example.dev`, session.email],
  );
  await expect(page.getByText("3 of 4 done")).toBeVisible({ timeout: 20_000 });
  await session.post("/api/send", { to: "delivered@resend.dev", subject: "Test", text: "Hi" });
  await expect(steps(page)).toBeHidden({ timeout: 20_000 });
  await page.reload();
  await expect(days(page)).toBeAttached();
  await expect(steps(page)).toBeHidden();
});

test("the first steps can be sent away, for good, by the one who does so", async ({ page, session }) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard");
  await expect(async () => {
    await page.getByRole("button", { name: "Hide the first steps" }).click();
    await expect(steps(page)).toBeHidden({ timeout: 1000 });
  }).toPass();
  await page.reload();
  await expect(page.getByText("Get credits to send your first email")).toBeVisible();
  await expect(steps(page)).toBeHidden();
});

test("the overview says what is left, how long it lasts, and what became of what was sent", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await giveHistory(stack, session.email, [
    ...week(300),
    { daysAgo: 3, emails: 190, creditsEach: 2, lastEvent: "delivered" },
    { daysAgo: 4, emails: 8, lastEvent: "bounced" },
    { daysAgo: 5, emails: 2, lastEvent: "complained" },
  ]);
  await page.goto("/dashboard");
  // What is streamed is in the page twice for a moment: hidden, as it came, and where it belongs.
  const shown = (text: string | RegExp) => page.getByText(text).filter({ visible: true });
  await expect(available(page)).toHaveText("5,000");
  await expect(shown("Top-up 5,000 until")).toBeVisible();
  await expect(shown(/^5,000 expire on [A-Z][a-z]{2} \d+$/)).toBeVisible();
  // 300 a day, and 390 on one of the seven, and 2 on another, and 8.
  await expect(shown("356 a day, average of the last 7 days")).toBeVisible();
  await expect(
    shown(/^Until (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^Until [A-Z][a-z]{2} \d+/),
  ).toBeVisible();
  await expect(page.getByTestId("delivery-rate")).toHaveText("6.6%");
  await expect(days(page).getByRole("row")).toHaveCount(31);
  await expect(page.getByText("Asia/Kat", { exact: false })).toBeVisible();
  await inspect(page, "overview with history");
});

test("who is paused, or may send nothing more today, is not told that they are ready to send, and can send nothing", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await page.goto("/dashboard");
  await expect(page.getByText("Ready to send")).toBeVisible();
  const control = (columns: string, values: string, quota: number) =>
    stack.db.query(
      `with bound as (insert into sending_controls (customer_id, ${columns}) select id, ${values} from customers where email = $1
         on conflict (customer_id) do update set (${columns}) = (select ${values}))
       update credit_accounts set quota = ${quota} from customers where id = customer_id and email = $1`,
      [session.email],
    );
  await control(
    "quota_cap, quota_day, slowed_at, slowed_reason",
    "200, (now() at time zone 'utc')::date::text, now(), 'Some bounced.'",
    0,
  );
  await expect(page.getByText("Daily limit reached")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByTestId("standing")).toHaveText("Some bounced. You can send again tomorrow (UTC).");
  await control(
    "paused_at, paused_by, paused_reason",
    "now(), 'bounces', '40 of your last 1,000 emails bounced.'",
    0,
  );
  // By itself, on a page that was open all the time.
  await expect(page.getByText("Sending is paused", { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByTestId("standing")).toContainText("40 of your last 1,000 emails bounced.");
  await expect(page.getByText("Ready to send")).toBeHidden();
  const alert = page.getByRole("alert").filter({ hasText: "40 of your last 1,000 emails bounced." });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole("link", { name: "hello@mailkit.example" })).toHaveAttribute(
    "href",
    "mailto:hello@mailkit.example",
  );
  await inspect(page, "overview of a paused customer");

  await page.goto("/dashboard/send");
  const why = /Sending is paused. 40 of your last 1,000 emails bounced. Write to support/;
  for (const name of ["Send email", "Send a test to myself"])
    await expect(page.getByRole("button", { name })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Send email" })).toHaveAccessibleDescription(why);
  const made = await session.post("/templates", { name: "Welcome", subject: "Hi", html: "<p>Hi</p>" });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/dashboard/templates/${id}`);
  await expect(page.getByRole("button", { name: "Send a test" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Send a test" })).toHaveAccessibleDescription(why);
  await expect(page).toHaveTitle("Welcome · MailKit");
  await expect(alert).toBeVisible();

  await control("paused_at, paused_by, paused_reason", "null::timestamptz, null, null", 200);
  await expect(page.getByRole("button", { name: "Send a test" })).toBeEnabled();
  await expect(alert).toBeHidden();
});

test("what can't be loaded says so, with the request's id, and can be tried again", async ({
  page,
  session,
  stack,
  troubles,
}) => {
  await buyTopup(session, stack);
  await stack.db.query("alter table usage_counts rename to usage_counts_away");
  await stack.sandbox.addFaults({
    target: "dodo",
    path: "/grants",
    kind: "status",
    status: 500,
    times: 10_000,
  });
  try {
    await page.goto("/dashboard");
    await expect(available(page)).toHaveText("5,000");
    await expect(page.getByText("The last 30 days could not be loaded")).toBeVisible();
    await expect(page.getByText(/^Request id [0-9a-f-]{36}$/)).toBeVisible();
    await expect(page.getByText("What they are made of could not be loaded")).toBeVisible();
    await inspect(page, "overview with errors");
  } finally {
    await stack.db.query("alter table usage_counts_away rename to usage_counts");
    await stack.sandbox.clearFaults();
  }
  await page.getByRole("button", { name: "Retry" }).last().click();
  await expect(page.getByText("Nothing sent in the last 30 days")).toBeVisible();
  troubles.length = 0;
});

test("the landing page shows a sample in the language of choice, without a jump", async ({ page, stack }) => {
  await page.goto("/");
  const sample = (name: string) => page.getByRole("figure", { name });
  await expect(sample("With curl")).toContainText(`curl ${stack.baseUrl}/emails`);
  await expect(sample("With Node")).toBeHidden();
  // Of the whole page: the focus scrolls.
  const heightOfAll = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await heightOfAll();
  await page.getByRole("radio", { name: "curl" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(sample("With Node")).toContainText(`baseUrl: "${stack.baseUrl}"`);
  await expect(sample("With curl")).toBeHidden();
  expect(await heightOfAll()).toBe(before);
  await inspect(page, "landing");
});

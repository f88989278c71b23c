import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e";
import { inspect, phone, wide } from "./inspect";

/** The page asks every 5 s, and the server looks at Resend every 10 s. */
const LIVE_STATUS_MS = 30_000;

test.use({ reducedMotion: "reduce", viewport: wide });

test("a domain is added, verified while one watches, set up, and deleted", async ({
  page,
  session,
  stack,
}) => {
  expect(session.email).toContain("@");
  await stack.sandbox.changeSettings({ domainVerification: { outcome: "verified", afterMs: 300 } });
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Domains" }).click();
  await expect(page.getByText("No domains yet")).toBeVisible();
  await page.getByRole("button", { name: "Add domain" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a domain" });
  await dialog.getByLabel("Domain", { exact: true }).fill("https://journey.dev/");
  await dialog.getByRole("button", { name: "Add domain" }).click();
  await expect(dialog.getByText("Write the bare domain").first()).toBeVisible();
  await expect(dialog.getByLabel("Domain", { exact: true })).toBeFocused();
  await dialog.getByLabel("Domain", { exact: true }).fill("mail.journey.dev");
  await dialog.getByLabel("Region").selectOption("eu-west-1");
  await dialog.getByRole("button", { name: "Add domain" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "mail.journey.dev" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "resend._domainkey.mail" })).toContainText("TXT");
  await expect(page.getByRole("row").filter({ hasText: "feedback-smtp.eu-west-1" })).toContainText("10");
  await page.getByRole("button", { name: "Verify records" }).click();
  await expect(page.getByText("The records are being looked for.")).toBeVisible();
  await expect(page.getByText("You can send from this domain.")).toBeVisible({ timeout: LIVE_STATUS_MS });

  const opens = page.getByLabel("Track opens");
  await opens.click();
  await expect(page.getByText("Saved. It holds for the next emails.")).toBeVisible();
  await page.reload();
  await expect(opens).toBeChecked();
  const { domains } = await stack.sandbox.state();
  expect(domains.find(({ name }) => name === "mail.journey.dev")).toMatchObject({ open_tracking: true });

  await page.getByRole("button", { name: "Delete domain" }).click();
  const confirm = page.getByRole("dialog", { name: "Delete mail.journey.dev?" });
  await expect(confirm.getByRole("button", { name: "Delete domain" })).toBeDisabled();
  await confirm.getByLabel("Type mail.journey.dev to confirm").fill("mail.journey.dev");
  await confirm.getByRole("button", { name: "Delete domain" }).click();
  await expect(page.getByText("No domains yet")).toBeVisible();
  expect((await stack.sandbox.state()).domains.map(({ name }) => name)).not.toContain("mail.journey.dev");
});

test("a record is copied by its button", async ({ page, session, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await add(session, "copied.dev");
  await page.goto(`/dashboard/domains/${id}`);
  await page.getByRole("button", { name: "Copy name of the DKIM TXT record" }).click();
  await expect(page.getByRole("button", { name: "name of the DKIM TXT record copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("resend._domainkey");
});

test("trouble is told and can be tried again", async ({ page, session, stack }) => {
  await add(session, "trouble.dev");
  await page.goto("/dashboard/domains");
  await page.getByRole("link", { name: "trouble.dev" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "trouble.dev" })).toBeVisible();
  await stack.sandbox.addFaults({
    target: "resend",
    kind: "status",
    status: 503,
    method: "POST",
    path: "/verify$",
  });
  await page.getByRole("button", { name: "Verify records" }).click();
  await expect(page.getByText("Our mail provider does not answer just now.")).toBeVisible();
  await page.getByRole("button", { name: "Verify records" }).click();
  await expect(page.getByText("The records are being looked for.")).toBeVisible();
});

test("the screens of domains are accessible in both colour schemes and fit a phone", async ({
  page,
  session,
  stack,
}) => {
  await page.goto("/dashboard/domains");
  await expect(page.getByText("No domains yet")).toBeVisible();
  await inspectAll(page, "no domains");
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add domain" }).click();
  await expect(page.getByLabel("Domain", { exact: true })).toBeFocused();
  await inspectAll(page, "add a domain");

  const { id } = await add(session, "a-very-long-label-that-has-to-fit-somehow.of-a-long-domain.dev");
  await page.goto(`/dashboard/domains/${id}`);
  await expect(page.getByRole("button", { name: "Verify records" })).toBeVisible();
  await inspectAll(page, "new domain");
  for (const [outcome, text] of [
    ["pending", "The records are being looked for."],
    ["failed", "The records were not found."],
    ["verified", "You can send from this domain."],
  ] as const) {
    await stack.sandbox.changeSettings({ domainVerification: { outcome, afterMs: 0 } });
    await session.post(`/api/domains/${id}/verify`);
    await stack.db.query("update domains set checked_at = null where id = $1", [id]);
    await page.reload();
    await expect(page.getByText(text)).toBeVisible({ timeout: LIVE_STATUS_MS });
    await inspectAll(page, `${outcome} domain`);
  }
  await page.getByRole("button", { name: "Delete domain" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await inspectAll(page, "delete a domain");
  await page.goto("/dashboard/domains");
  await expect(page.getByRole("table")).toBeVisible();
  await inspectAll(page, "domains");
  await page.goto("/dashboard/domains/no-such-domain");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await inspectAll(page, "no such domain");
});

async function add(session: { post(path: string, body: unknown): Promise<Response> }, name: string) {
  const answer = await session.post("/api/domains", { name });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string };
}

/** Both colour schemes at both widths: a phone shows the records in another form. */
async function inspectAll(page: Page, name: string): Promise<void> {
  for (const viewport of [phone, wide]) await inspect(page, name, [viewport]);
}

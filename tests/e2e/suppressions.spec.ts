import { writeFileSync } from "node:fs";
import { buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, wide } from "./inspect";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

test("addresses are added, found, imported, exported and removed", async ({ page, session }, info) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard/suppressions");
  await expect(page.getByText("No suppressed addresses")).toBeVisible();
  await inspect(page, "no suppressions");

  await page.getByRole("button", { name: "Add address" }).first().click();
  const add = page.getByRole("dialog", { name: "Add an address" });
  await add.getByLabel("Address").fill("nobody");
  await add.getByRole("button", { name: "Add address" }).click();
  await expect(add.getByText("Write an email address as")).toBeVisible();
  await inspect(page, "add dialog with an error");
  await add.getByLabel("Address").fill("Reader@mailbox.dev");
  await add.getByLabel("Address").press("Enter");
  await expect(add).toBeHidden();
  await expect(page.getByRole("rowheader", { name: "reader@mailbox.dev", exact: true })).toBeVisible();

  const file = info.outputPath("list.csv");
  const many = Array.from({ length: 30 }, (_, n) => `name ${n},imported-${n}@mailbox.dev`).join("\n");
  writeFileSync(file, `name,email\n${many}\nnobody,none\n`);
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import addresses" });
  await dialog.getByLabel("File").setInputFiles(file);
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog.getByRole("status")).toContainText("30 added, 0 there already");
  await expect(dialog.getByText("Line 32")).toBeVisible();
  await inspect(page, "import result");
  await dialog.getByRole("button", { name: "Done" }).click();

  const table = page.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(26);
  await inspect(page, "suppressions");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByRole("rowheader", { name: "reader@mailbox.dev", exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search by address or @domain" }).fill("imported-7");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);

  await page.getByRole("button", { name: "Remove imported-7@mailbox.dev" }).click();
  const confirm = page.getByRole("dialog", { name: "Remove this address from the list?" });
  await inspect(page, "remove dialog");
  await confirm.getByRole("button", { name: "Cancel" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "Remove imported-7@mailbox.dev" }).click();
  await confirm.getByRole("button", { name: "Remove address" }).click();
  await expect(page.getByText("No address like this")).toBeVisible();
  await inspect(page, "nothing found");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toBe("suppressions.csv");
});

test("a list that could not be loaded says so, and is loaded again", async ({ page, session, stack }) => {
  expect(session.email).toContain("@");
  await stack.db.query("alter table suppressions rename column origin to away");
  try {
    await page.goto("/dashboard/suppressions");
    await expect(page.getByText("The list could not be loaded")).toBeVisible();
    await inspect(page, "suppressions that could not be loaded");
  } finally {
    await stack.db.query("alter table suppressions rename column away to origin");
  }
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("No suppressed addresses")).toBeVisible();
});

test("an email's timeline says what became of it, by itself, and leads to the list", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await stack.sandbox.changeSettings({
    resendWebhookUrl: `${stack.baseUrl}/api/webhooks/resend`,
    deliveryStepMs: 1_500,
  });
  const bounced = await session.post("/api/send", {
    to: "bounced+x@resend.dev",
    subject: "Into the void",
    text: "Hi",
  });
  const { id } = await bounced.json();
  await page.goto(`/dashboard/emails/${id}`);
  const timeline = page.getByRole("list", { name: "Timeline" });
  await expect(timeline.getByText("Accepted")).toBeVisible();
  // Nobody reloads the page.
  await expect(timeline.getByText("Bounced", { exact: true })).toBeVisible();
  await expect(timeline.getByText("550 5.1.1 <bounced+x@resend.dev>: user unknown")).toBeVisible();
  await inspect(page, "email that bounced");

  const read = await session.post("/api/send", {
    to: "delivered@resend.dev",
    subject: "Well received",
    text: "Hi",
  });
  const { id: readId, resend_id } = await read.json();
  await page.goto(`/dashboard/emails/${readId}`);
  await expect(timeline.getByText("Delivered")).toBeVisible();
  await stack.sandbox.emailEvent(resend_id, "opened");
  await stack.sandbox.emailEvent(resend_id, "clicked");
  await expect(timeline.getByText("Link clicked")).toBeVisible();
  await inspect(page, "email that was read");

  await page.goto("/dashboard/emails");
  const row = (subject: string) => page.getByRole("row").filter({ hasText: subject });
  await expect(row("Into the void")).toContainText("Bounced");
  await expect(row("Well received")).toContainText("Clicked");
  await inspect(page, "emails with what became of them");

  await page.goto("/dashboard/suppressions");
  await page
    .getByRole("row")
    .filter({ hasText: "bounced+x@resend.dev" })
    .getByRole("link", { name: "Bounced" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Into the void" })).toBeVisible();
});

import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e";
import { startReceiver } from "../support/receivers";
import { inspect, phone, wide } from "./inspect";

test.use({ reducedMotion: "reduce", viewport: wide });

test("a webhook is added, tried, watched, rotated, changed and deleted", async ({ page, session }) => {
  expect(session.email).toContain("@");
  const receiver = await startReceiver();
  try {
    await page.goto("/dashboard/webhooks");
    await expect(page.getByText("No webhooks yet")).toBeVisible();
    await inspect(page, "webhooks-empty");
    await add(page, receiver.url);

    await page.getByRole("button", { name: "Send test event" }).click();
    const [message] = await receiver.waitFor(1, "webhook.test");
    const row = page.getByRole("row").filter({ hasText: "webhook.test" });
    await expect(row.getByText("Delivered")).toBeVisible();
    await row.getByRole("button", { name: "Details of webhook.test" }).click();
    await expect(page.getByText("Answer 200")).toBeVisible();
    await expect(page.getByText("answered 200")).toBeVisible();
    await expect(page.getByText(message?.id ?? "")).toBeVisible();
    await inspect(page, "webhook");

    receiver.answers.push(500, 500);
    await page.getByRole("button", { name: "Replay" }).click();
    await expect(page.getByText("Answer 500")).toHaveCount(2);
    await expect(page.getByText("The receiver does not take what it is sent.")).toBeVisible();
    await inspect(page, "webhook-failing");
    await page.getByRole("button", { name: "Send now" }).click();
    await expect(row.getByText("Delivered")).toBeVisible();
    await expect(page.getByText("Answer 200")).toHaveCount(2);
    await expect(page.getByText("The receiver does not take what it is sent.")).toBeHidden();
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);

    await rotate(page);
    await change(page);
    await page.getByRole("button", { name: "Delete" }).click();
    await inspect(page, "webhook-delete", [phone]);
    await page.getByRole("button", { name: "Delete webhook" }).click();
    await expect(page.getByText("No webhooks yet")).toBeVisible();
  } finally {
    await receiver.stop();
  }
});

test("a receiver that is gone for good is said to be disabled, and can be enabled again", async ({
  page,
  session,
}) => {
  const receiver = await startReceiver();
  try {
    const body = { endpoint: receiver.url, events: ["email.sent"] };
    const { id } = (await (await session.post("/api/webhooks", body)).json()) as { id: string };
    receiver.answers.push(410);
    await session.post(`/api/webhooks/${id}/test`);
    await receiver.waitFor(1);
    await page.goto("/dashboard/webhooks");
    await expect(page.getByRole("cell", { name: "Disabled" })).toBeVisible({ timeout: 20_000 });
    await inspect(page, "webhooks");
    await page.getByRole("link", { name: receiver.url }).click();
    await expect(page.getByText("MailKit has disabled this webhook.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send test event" })).toBeHidden();
    await inspect(page, "webhook-disabled");
    await page.getByRole("button", { name: "Enable" }).click();
    await expect(page.getByText("MailKit has disabled this webhook.")).toBeHidden();
    await expect(page.getByRole("button", { name: "Send test event" })).toBeVisible();
  } finally {
    await receiver.stop();
  }
});

async function add(page: Page, url: string): Promise<void> {
  await page.getByRole("button", { name: "Add webhook" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect(dialog.getByText("Give the address of your receiver.")).toBeVisible();
  await dialog.getByLabel("Address").fill("http://10.0.0.1/");
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect(dialog.getByText("The address must begin with https://.")).toBeVisible();
  await inspect(page, "webhook-add");
  await dialog.getByLabel("Address").fill(url);
  await dialog.getByRole("checkbox", { name: "email.sent" }).check();
  await dialog.getByRole("button", { name: "Add webhook" }).click();
  await expect(page.getByRole("heading", { level: 1, name: url })).toBeVisible();
  await expect(page.getByText("Nothing sent yet")).toBeVisible();
}

async function rotate(page: Page): Promise<void> {
  const secret = page.getByText(/^whsec_[A-Za-z0-9+/=]{32}$/);
  await expect(secret).toBeHidden();
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(secret).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy signing secret" })).toBeVisible();
  const before = await secret.textContent();
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await inspect(page, "webhook-rotate", [wide]);
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await expect(page.getByText("The secret before the last rotation signs as well")).toBeVisible();
  await expect(secret).not.toHaveText(before ?? "");
  await page.getByRole("button", { name: "Hide" }).click();
  await expect(secret).toBeHidden();
}

async function change(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "credits.added" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: "credits.added" })).toBeVisible();
}

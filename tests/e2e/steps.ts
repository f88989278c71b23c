import { expect, type Locator, type Page } from "@playwright/test";
import type { Stack } from "../support/stack";

/** Dodo's test cards. */
export const cards = { good: "4242 4242 4242 4242", declined: "4000 0000 0000 0002" };

/** The big number of the balance card. */
export const available = (page: Page): Locator => page.getByTestId("available");

/** The line above every page that warns of few or no credits; `role` says how loudly. */
export const lowBanner = (page: Page): Locator => page.getByRole("status").filter({ hasText: "running low" });
export const emptyBanner = (page: Page): Locator =>
  page.getByRole("alert").filter({ hasText: "Sending is stopped" });

/** Fills the compose form. Addresses that are there stay. */
export async function write(
  page: Page,
  email: { to?: string; subject?: string; html?: string },
): Promise<void> {
  if (email.to) await page.getByRole("textbox", { name: "To", exact: true }).fill(email.to);
  if (email.subject) await page.getByLabel("Subject").fill(email.subject);
  if (email.html) await page.getByLabel("HTML body").fill(email.html);
}

export const sendButton = (page: Page): Locator => page.getByRole("button", { name: "Send email" });

/** What the compose page says after an email was taken. */
export const sentPanel = (page: Page): Locator => page.getByRole("status").filter({ hasText: "Resend id" });

/** Fills the hosted checkout page and presses its button. */
export async function pay(page: Page, card = cards.good): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
}

/** "Adjust Balance" in Dodo's dashboard, on the customer's page there. */
export async function adjust(dodo: Page, type: "Debit" | "Credit", amount: number): Promise<void> {
  await dodo.getByLabel("Type").selectOption(type);
  await dodo.getByLabel("Amount").fill(String(amount));
  await dodo.getByRole("button", { name: "Adjust Balance" }).click();
  await expect(dodo.getByText(`${type}ed ${amount}.`)).toBeVisible();
}

/** The customer's id at Dodo. */
export async function dodoCustomerOf({ sandbox }: Pick<Stack, "sandbox">, email: string): Promise<string> {
  const { customers } = await sandbox.state();
  const customer = customers.find((candidate) => candidate.email === email);
  if (!customer) throw new Error(`Dodo does not know ${email}.`);
  return customer.customer_id;
}

/** What Resend has taken with this subject. */
export async function emailsAbout({ sandbox }: Pick<Stack, "sandbox">, subject: string) {
  return (await sandbox.emails()).filter((email) => email.subject === subject);
}

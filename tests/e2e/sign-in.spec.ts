import { expect, someEmail, test } from "../support/e2e";

test("somebody new signs in by email, and lands where they were headed", async ({ page, stack }) => {
  const email = someEmail();
  await page.goto("/dashboard/emails");
  await expect(page).toHaveURL(/\/signin\?next=/);
  await page.getByRole("textbox", { name: /email/i }).fill(email);
  await page.getByRole("textbox", { name: /email/i }).press("Enter");
  await expect.poll(async () => (await stack.sandbox.emails(email)).length).toBe(1);
  const [mail] = await stack.sandbox.emails(email);
  await page.goto(/https?:\/\/\S+\/signin\/confirm\?\S+/.exec(mail?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page).toHaveURL(`${stack.baseUrl}/dashboard/emails`);
});

test("a link that was used before says so", async ({ page }) => {
  const query = new URLSearchParams({ token: "0".repeat(64), email: "used@mailbox.dev" });
  await page.goto(`/signin/confirm?${query}`);
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/signin\?error=Verification/);
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
});

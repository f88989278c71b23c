import type { Page } from "@playwright/test";
import { callWith, makeKey } from "../support/api-key";
import { expect, test } from "../support/e2e";
import { inspect } from "./inspect";

test.use({ reducedMotion: "reduce" });

const form = (page: Page) => page.getByRole("dialog", { name: "Create an API key" });
/** A click on a page that is not alive yet opens nothing. */
const openForm = (page: Page) =>
  expect(async () => {
    await page.getByRole("button", { name: "Create API key" }).click();
    await expect(form(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
const newKey = (page: Page) => page.getByRole("region", { name: /^Copy the key/ });
const row = (page: Page, name: string) =>
  page
    .getByRole("table", { name: /^API keys/ })
    .getByRole("row")
    .filter({ hasText: name });

test("a key is created, shown once, works, is changed, and is revoked for good", async ({
  page,
  context,
  session,
  stack,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await stack.db.query(
    "insert into domains (customer_id, id, name) select id, gen_random_uuid(), $1 from customers where email = $2",
    ["mail.example.dev", session.email],
  );
  await page.goto("/dashboard/keys");
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expect(page.getByText(`curl ${stack.baseUrl}/emails`)).toBeVisible();
  await inspect(page, "no API keys");

  await openForm(page);
  await form(page).getByRole("button", { name: "Create key" }).click();
  await expect(form(page).getByLabel("Name")).toBeFocused();
  await expect(form(page).getByLabel("Name")).toHaveAccessibleDescription(/Give the key a name\.$/);
  await form(page).getByLabel("Credits per day").fill("a few");
  await form(page).getByLabel("Name").fill("Shop");
  await form(page).getByRole("button", { name: "Create key" }).click();
  await expect(form(page).getByLabel("Credits per day")).toBeFocused();
  await inspect(page, "a new key with errors");
  await form(page).getByLabel("Credits per day").fill("1,000");
  await form(page).getByLabel("Domain").selectOption("Only mail.example.dev");
  await form(page).getByLabel("Expires").selectOption("In 90 days");
  await form(page).getByRole("button", { name: "Create key" }).click();

  await expect(newKey(page)).toBeFocused();
  await newKey(page).getByRole("button", { name: "Copy API key" }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  await expect(newKey(page).getByText(token)).toBeVisible();
  await expect(row(page, "Shop")).toContainText(`mk_…${token.slice(-4)}`);
  await expect(row(page, "Shop")).toContainText("0 of 1,000 today");
  await expect(row(page, "Shop")).toContainText("mail.example.dev");
  await inspect(page, "a new key");
  // It is known, and may do no more than it should.
  expect(await (await callWith(stack, token, "/api-keys")).json()).toMatchObject({
    name: "restricted_api_key",
  });

  await newKey(page).getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText(token)).toBeHidden();
  await page.reload();
  await expect(row(page, "Shop")).toBeVisible();
  expect(await page.content()).not.toContain(token);

  await row(page, "Shop").getByRole("button", { name: "Edit Shop" }).click();
  const edit = page.getByRole("dialog", { name: "Edit API key" });
  await expect(edit.getByLabel("Credits per day")).toHaveValue("1000");
  await inspect(page, "editing a key");
  await edit.getByLabel("Name").fill("Web shop");
  await edit.getByLabel("Credits per day").fill("");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toBeHidden();
  await expect(row(page, "Web shop")).toContainText("0 today");

  await row(page, "Web shop").getByRole("button", { name: "Revoke Web shop" }).click();
  const question = page.getByRole("dialog", { name: "Revoke Web shop?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, "Web shop").getByRole("button", { name: "Revoke Web shop" })).toBeFocused();
  await page.keyboard.press("Enter");
  await inspect(page, "revoking a key");
  await question.getByRole("button", { name: "Revoke key" }).click();
  await expect(row(page, "Web shop")).toContainText("Revoked");
  await expect(row(page, "Web shop").getByRole("button")).toHaveCount(0);
  expect(await (await callWith(stack, token, "/api-keys")).json()).toMatchObject({ name: "invalid_api_key" });
  await inspect(page, "API keys");
});

test("a request that fails leaves the form as it is and says why", async ({ page, session }) => {
  await makeKey(session);
  await page.goto("/dashboard/keys");
  await openForm(page);
  await form(page).getByLabel("Name").fill("Shop");
  await page.route("**/api/keys", (route) => route.abort("connectionreset"));
  await form(page).getByRole("button", { name: "Create key" }).click();
  await expect(form(page).getByRole("alert")).toContainText("MailKit could not be reached.");
  await expect(form(page).getByLabel("Name")).toHaveValue("Shop");
  await page.unroute("**/api/keys");
  await form(page).getByRole("button", { name: "Create key" }).click();
  await expect(newKey(page)).toBeVisible();
});

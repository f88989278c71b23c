import { readFile } from "node:fs/promises";
import { expect, test } from "../support/e2e";
import { signIn } from "../support/sign-in";
import { inspect } from "./inspect";

test("a person changes their name and that of their account, which the menu shows", async ({
  page,
  session,
}) => {
  await page.goto("/dashboard");
  await page.getByRole("navigation", { name: "Dashboard" }).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByText("You sign in with").getByText(session.email)).toBeVisible();
  await inspect(page, "profile");
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByLabel("Name of the account").fill("https://evil.example");
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page.getByText("A name has no web address").first()).toBeVisible();
  await page.getByLabel("Name of the account").fill("Analytical Engines");
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page.getByRole("button", { name: "Account: Analytical Engines" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Your name")).toHaveValue("Ada Lovelace");
});

test("a person sees where they are signed in, and ends one of the sessions", async ({
  page,
  session,
  stack,
}) => {
  const elsewhere = await signIn(stack, session.email);
  await page.goto("/dashboard/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Sessions" }).click();
  await expect(page.getByText("This one", { exact: true })).toBeVisible();
  await inspect(page, "sessions");
  await page.getByRole("button", { name: /^End the session of/ }).click();
  await expect(page.getByText("The session has ended.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^End the session of/ })).toHaveCount(0);
  expect((await elsewhere.fetch("/api/credits")).status).toBe(401);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await inspect(page, "signing out everywhere");
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/:\d+\/$/);
  expect((await session.fetch("/api/credits")).status).toBe(401);
});

test("an owner takes the data along and deletes the account, after typing its name", async ({
  page,
  session,
}) => {
  await page.goto("/dashboard/settings/data");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download export" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ type: "account", email: session.email });
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ type: "end", is_complete: true });
  await inspect(page, "data and deletion");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Delete account" })).toBeDisabled();
  await inspect(page, "deleting the account");
  await dialog.getByLabel(/^Type .* to confirm/).fill(session.email);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  // The balance may hear of it before the answer is there, and leads to sign in.
  await expect(page).toHaveURL(/:\d+\/($|signin)/);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/signin/);
});

import type { BrowserContext } from "@playwright/test";
import { buyTopup } from "../support/buy";
import { expect, someEmail, test } from "../support/e2e";
import { signIn } from "../support/sign-in";
import { OPERATOR, type Stack } from "../support/stack";
import { inspect, phone, wide } from "./inspect";

/** Set to a folder, pictures of every page are left there. */
const PICTURES = process.env.OPERATOR_PICTURES;

test.use({ reducedMotion: "reduce", viewport: wide });

async function asOperator(stack: Stack, context: BrowserContext): Promise<void> {
  const { cookie } = await signIn(stack, OPERATOR);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: stack.baseUrl }]);
}

async function customer(stack: Stack) {
  const session = await signIn(stack, someEmail());
  await buyTopup(session, stack);
  await session.post("/api/send", { to: "delivered@resend.dev", subject: "Hello there", text: "Hi" });
  return session;
}

test("an operator finds a customer, pauses them, gives credits, looks at their dashboard", async ({
  page,
  context,
  stack,
}) => {
  const session = await customer(stack);
  await asOperator(stack, context);
  await page.goto("/operator/customers");
  await page.getByRole("searchbox", { name: "Address, @domain or id" }).fill(session.email);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await shoot("customers");
  await page.getByRole("link", { name: session.email }).click();
  await expect(page.getByRole("heading", { level: 1, name: session.email })).toBeVisible();
  await expect(page).toHaveTitle(`${session.email} · Operator`);
  await expect(page.getByRole("cell", { name: "Hello there" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Payments at Dodo" })).toBeVisible();

  await page.getByRole("button", { name: "Pause sending" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Please talk to us first.");
  await dialog.getByLabel("Note for the log").fill("Ticket 12");
  await inspect(page, "operator-pause", [wide, phone]);
  await dialog.getByRole("button", { name: "Pause sending" }).click();
  await expect(page.getByText("Sending is paused (operator).")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Ticket 12" })).toBeVisible();

  await page.getByRole("button", { name: "Adjust credits" }).click();
  await dialog.getByLabel("Credits").fill("-100000");
  await dialog.getByLabel("Note for the log").fill("Too much");
  await dialog.getByRole("button", { name: "Adjust credits" }).click();
  await expect(dialog.getByRole("alert")).toContainText("nothing was changed");
  await dialog.getByLabel("Credits").fill("25");
  await dialog.getByLabel("Note for the log").fill("For the trouble");
  await dialog.getByRole("button", { name: "Adjust credits" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("cell", { name: "Operator: For the trouble", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("No drift")).toBeVisible({ timeout: 40_000 });
  await shoot("customer");

  await page.getByRole("button", { name: "View as" }).click();
  await dialog.getByLabel("Note for the log").fill("They asked");
  await dialog.getByRole("button", { name: "View as" }).click();
  await expect(page.getByText(`You look at the dashboard of ${session.email}`)).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "Please talk to us first." })).toBeVisible();
  await expect(page.getByTestId("standing")).toContainText("Please talk to us first.");
  await shoot("view-as");
  await page.getByRole("button", { name: "End view" }).click();
  await expect(page.getByRole("button", { name: "Resume sending" })).toBeVisible();

  await page.getByRole("button", { name: "Resume sending" }).click();
  await dialog.getByLabel("Note for the log").fill("All is well");
  await dialog.getByRole("button", { name: "Resume sending" }).click();
  await expect(page.getByRole("button", { name: "Pause sending" })).toBeVisible();
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Log" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "view.begin" }).first()).toBeVisible();
  await shoot("log");

  async function shoot(name: string) {
    await inspect(page, `operator-${name}`, [wide, phone]);
    if (PICTURES) await picture(name);
  }
  async function picture(name: string) {
    for (const viewport of [wide, phone])
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.screenshot({
          path: `${PICTURES}/${name}-${viewport.width}-${colorScheme}.png`,
          fullPage: true,
        });
      }
    await page.setViewportSize(wide);
  }
});

test("an operator stops all sending and lets it go on, and sees what waits", async ({
  page,
  context,
  stack,
}) => {
  await asOperator(stack, context);
  await page.goto("/operator");
  await page.getByRole("button", { name: "Stop all sending" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("We look into something.");
  await dialog.getByRole("button", { name: "Stop all sending" }).click();
  await expect(page.getByText("All sending is stopped.", { exact: true })).toBeVisible();
  await inspect(page, "operator-system", [wide, phone]);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/system.png`, fullPage: true });
  await page.getByRole("button", { name: "Let sending go on" }).click();
  await dialog.getByLabel("Note for the log").fill("It was nothing");
  await dialog.getByRole("button", { name: "Let sending go on" }).click();
  await expect(page.getByRole("button", { name: "Stop all sending" })).toBeVisible();
});

test("webhooks, drift and money can be read, at any width", async ({ page, context, stack }) => {
  await customer(stack);
  await asOperator(stack, context);
  for (const [path, text] of [
    ["/operator/webhooks?source=dodo&type=payment.", "payment.succeeded"],
    ["/operator/drift", "Our sums against Dodo's ledger"],
    ["/operator/money", "Revenue this month"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible();
    await inspect(page, path, [wide, phone]);
    if (PICTURES) {
      const name = path.split("/").at(-1)?.split("?")[0];
      await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
    }
  }
});

test("for a customer there is no such page", async ({ page, session }) => {
  expect(session.email).toContain("@");
  const answer = await page.goto("/operator");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

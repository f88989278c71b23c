import type { BrowserContext } from "@playwright/test";
import { expect, someEmail, test } from "../support/e2e";
import { inviteAndJoin, newestToken } from "../support/members";
import { type Session, signIn } from "../support/sign-in";
import { inspect } from "./inspect";

async function actAs(context: BrowserContext, session: Session, url: string): Promise<void> {
  const [name = "", value = ""] = session.cookie.split(/=(.*)/s);
  await context.clearCookies();
  await context.addCookies([{ name, value, url }]);
}

test("an owner invites, sends again, revokes; a guest opens the link, joins, and switches back", async ({
  page,
  context,
  session,
  stack,
}) => {
  const email = someEmail();
  await page.goto("/dashboard/settings/members");
  await expect(page.getByText("Nobody is invited at present.")).toBeVisible();
  await inspect(page, "members");
  await page.getByRole("button", { name: "Invite member" }).click();
  await page.getByRole("button", { name: "Send invite" }).click();
  await expect(page.getByText("Write an email address").first()).toBeVisible();
  await inspect(page, "inviting");
  await page.getByLabel("Address").fill(email);
  await page.getByRole("dialog").getByLabel("Role").selectOption("Viewer");
  await page.getByRole("button", { name: "Send invite" }).click();
  await expect(page.getByText(`An invite is on its way to ${email}.`)).toBeVisible();
  const old = await newestToken(stack, email);
  await page.getByRole("button", { name: `Send the invite of ${email} again` }).click();
  await expect(page.getByText(`A new link is on its way to ${email}.`)).toBeVisible();
  await inspect(page, "members with an invite");
  const token = await newestToken(stack, email);
  await page.goto(`/invite?token=${old}`);
  await expect(page.getByRole("heading", { name: "This invite does not work" })).toBeVisible();
  await inspect(page, "spent invite");
  await page.goto(`/invite?token=${token}`);
  await expect(page.getByText("You are signed in with another address.")).toBeVisible();
  await inspect(page, "invite of somebody else");
  await page.getByRole("button", { name: "Switch address" }).click();
  await page.getByRole("link", { name: "Sign in to join" }).click();
  await expect(page).toHaveURL(/\/signin\?next=%2Finvite/);
  await actAs(context, await signIn(stack, email), stack.baseUrl);
  await page.goto(`/invite?token=${token}`);
  await inspect(page, "invite");
  await page
    .getByRole("button", { name: `Join ${session.email.slice(0, 5)}` })
    .or(page.getByRole("button", { name: "Join the account" }))
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const account = page.getByRole("button", { name: /^Account:/ });
  await expect(account).toContainText(session.email);
  await expect(async () => {
    await page.keyboard.press("Escape");
    await account.click();
    await expect(page.getByRole("menuitem", { name: /Owner$/i })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await inspect(page, "accounts", [{ width: 1280, height: 800 }]);
  const otherTab = await context.newPage();
  await otherTab.goto("/dashboard/emails");
  await expect(otherTab.getByRole("button", { name: /^Account:/ })).toContainText(session.email);
  await page.getByRole("menuitem", { name: /Owner$/i }).click();
  await expect(account).not.toContainText(session.email);
  await expect(account).toContainText(email);
  // What another tab showed is of the other account.
  await expect(otherTab.getByRole("button", { name: /^Account:/ })).toContainText(email);
});

test("a viewer sees everything, is told why nothing can be done, and leaves", async ({
  page,
  context,
  session,
  stack,
}) => {
  await session.post("/api/domains", { name: `roles-${Date.now()}.example.org` });
  await session.post("/api/keys", { name: "CI", permission: "full_access" });
  await session.post("/api/webhooks", { endpoint: "https://hooks.example.com/x", events: ["email.sent"] });
  const viewer = await inviteAndJoin(stack, session, someEmail(), "viewer");
  await actAs(context, viewer, stack.baseUrl);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Send an email" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Buy/ }).first()).toBeDisabled();
  await inspect(page, "overview of a viewer");
  await page.goto("/dashboard/send");
  await expect(page.getByText("This is not for your role")).toBeVisible();
  await inspect(page, "send, forbidden");
  for (const [path, heading, action] of [
    ["domains", "Domains", "Add domain"],
    ["keys", "API keys", "Create API key"],
    ["webhooks", "Webhooks", "Add webhook"],
    ["suppressions", "Suppressions", "Add address"],
    ["settings/members", "Settings", "Invite member"],
  ] as const) {
    await page.goto(`/dashboard/${path}`);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText(/^Only an owner.* can do this, and you are a viewer\./)).toBeVisible();
    await expect(page.getByRole("button", { name: action })).toHaveCount(0);
    await inspect(page, `${path} of a viewer`);
  }
  await page.goto("/dashboard/keys?new");
  await expect(page.getByText("You can look at keys")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto("/dashboard/webhooks");
  await page.getByRole("link", { name: "https://hooks.example.com/x" }).click();
  await expect(page.getByText("This is not for your role")).toBeVisible();
  await page.goto("/dashboard/billing");
  await expect(page.getByText("Only an owner or billing member can do this")).toBeVisible();
  await expect(page.getByRole("button", { name: "Billing portal" })).toBeDisabled();
  await inspect(page, "billing of a viewer");
  await page.goto("/dashboard/settings/members");
  await page.getByRole("button", { name: "Leave this account" }).click();
  await page.getByRole("button", { name: "Leave account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("button", { name: `Account: ${viewer.email}` })).toBeVisible();
});

test("an owner changes a role and removes a member", async ({ page, session, stack }) => {
  const member = await inviteAndJoin(stack, session, someEmail(), "viewer");
  await page.goto("/dashboard/settings/members");
  await page.getByLabel(`Role of ${member.email}`).selectOption("Developer");
  await expect(page.getByText(`${member.email}: developer.`)).toBeVisible();
  expect((await member.post("/api/keys", { name: "CI", permission: "full_access" })).status).toBe(201);
  await page.getByLabel(`Role of ${session.email}`).selectOption("Viewer");
  await expect(page.getByText("An account needs an owner.")).toBeVisible();
  await expect(page.getByLabel(`Role of ${session.email}`)).toHaveValue("owner");
  await page.getByRole("button", { name: `Remove ${member.email}` }).click();
  await page.getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByText(`${member.email} is no member any more.`)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: member.email })).toHaveCount(0);
});

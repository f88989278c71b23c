import type { Furnished } from "./furnish";
import { broken, click, fill, openDialog, type Screen, see, stay, steps } from "./screen";
import { sendScreens, templateScreens } from "./writing-screens";

const PHONE = [390];

/** What everybody can see, beyond the main screens. */
export const furtherPublicScreens = (at: Furnished, link: string): readonly Screen[] => [
  { name: "docs-guide", path: "/docs/sending" },
  { name: "docs-api-index", path: "/docs/api" },
  { name: "sign-in-error", path: "/signin?error=Verification" },
  {
    name: "sign-in-sent",
    path: "/signin",
    act: steps(
      fill("Email", "someone@lovelace.dev"),
      click("Email me a sign-in link"),
      see("Check your inbox"),
    ),
  },
  { name: "sign-in-invalid", path: "/signin", act: steps(fill("Email", "nobody"), click("Email me")) },
  { name: "confirm", path: link },
  { name: "invite", path: at.invitePath },
  { name: "invite-unknown", path: "/invite?token=unknown" },
  { name: "unsubscribe", path: at.unsubscribePath },
  { name: "unsubscribe-unknown", path: "/unsubscribe/unknown" },
];

const emailScreens = (at: Furnished): readonly Screen[] => [
  { name: "emails-no-match", path: "/dashboard/emails?search=nothing-like-this" },
  { name: "emails-broken", path: "/dashboard/emails?search=x", before: broken(/\/api\/dashboard\/emails\?/) },
  ...Object.entries(at.emails).map(([state, path]) => ({ name: `email-${state}`, path })),
  {
    name: "dialog-reschedule",
    path: at.emails.scheduled,
    act: openDialog("Reschedule"),
    isWindow: true as const,
  },
];

/** Every state of a customer's pages that somebody may see, beyond the main screens. */
export const furtherCustomerScreens = (at: Furnished): readonly Screen[] => [
  ...sendScreens,
  ...emailScreens(at),
  ...templateScreens(at),
  { name: "menu", path: "/dashboard", act: openDialog("Open menu"), isWindow: true, widths: PHONE },
  { name: "account-menu", path: "/dashboard", act: click(/^Account:/), isWindow: true },
  {
    name: "palette-search",
    path: "/dashboard",
    act: steps(openDialog("Find anything"), (page) => page.keyboard.type("invoice")),
    isWindow: true,
  },
  {
    name: "shortcuts",
    path: "/dashboard",
    act: steps(
      (page) => page.waitForLoadState("networkidle"),
      (page) => page.keyboard.press("?"),
      stay,
    ),
    isWindow: true,
  },
  { name: "domain-waiting", path: at.domainWaitingPath },
  { name: "dialog-domain-delete", path: at.domainPath, act: openDialog("Delete"), isWindow: true },
  {
    name: "keys-new",
    path: "/dashboard/keys?new",
    act: steps(stay, fill("Name", "Staging"), click("Create key")),
  },
  { name: "dialog-key-edit", path: "/dashboard/keys", act: openDialog("Edit Newsletter"), isWindow: true },
  {
    name: "dialog-key-revoke",
    path: "/dashboard/keys",
    act: openDialog("Revoke Newsletter"),
    isWindow: true,
  },
  { name: "dialog-webhook-edit", path: at.webhookPath, act: openDialog("Edit"), isWindow: true },
  {
    name: "dialog-suppression",
    path: "/dashboard/suppressions",
    act: openDialog("Add address"),
    isWindow: true,
  },
  { name: "dialog-import", path: "/dashboard/suppressions", act: openDialog("Import"), isWindow: true },
  { name: "suppressions-no-match", path: "/dashboard/suppressions?search=nothing" },
  { name: "dialog-cancel-plan", path: "/dashboard/billing", act: openDialog("Cancel plan"), isWindow: true },
  { name: "billing-broken", path: "/dashboard/billing", before: broken(/\/api\/billing\//) },
  { name: "members", path: "/dashboard/settings/members" },
  {
    name: "dialog-invite",
    path: "/dashboard/settings/members",
    act: openDialog("Invite member"),
    isWindow: true,
  },
  { name: "sessions", path: "/dashboard/settings/sessions" },
  { name: "data", path: "/dashboard/settings/data" },
  {
    name: "dialog-delete-account",
    path: "/dashboard/settings/data",
    act: openDialog("Delete account"),
    isWindow: true,
  },
  { name: "no-such-email", path: "/dashboard/emails/no-such-email" },
  { name: "invite-other", path: at.invitePath },
];

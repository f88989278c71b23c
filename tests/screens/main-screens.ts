import type { LivedIn } from "../support/lived-in";
import { click, openDialog, type Screen, stay } from "./screen";

export const publicScreens: readonly Screen[] = [
  { name: "landing", path: "/" },
  { name: "sign-in", path: "/signin" },
  { name: "confirm-incomplete", path: "/signin/confirm" },
  { name: "docs", path: "/docs" },
  { name: "docs-api", path: "/docs/api/emails" },
  { name: "not-found", path: "/no-such-page" },
];

export const dashboardScreens: readonly Screen[] = [
  { name: "overview", path: "/dashboard" },
  { name: "send", path: "/dashboard/send" },
  { name: "emails", path: "/dashboard/emails" },
  { name: "templates", path: "/dashboard/templates" },
  { name: "domains", path: "/dashboard/domains" },
  { name: "suppressions", path: "/dashboard/suppressions" },
  { name: "webhooks", path: "/dashboard/webhooks" },
  { name: "keys", path: "/dashboard/keys" },
  { name: "billing", path: "/dashboard/billing" },
  { name: "settings", path: "/dashboard/settings" },
];

/** What a customer sees who has some of everything. */
export const customerScreens = (at: LivedIn): readonly Screen[] => [
  ...dashboardScreens,
  { name: "email", path: at.emailPath },
  { name: "domain", path: at.domainPath },
  { name: "webhook", path: at.webhookPath },
  { name: "capture", path: at.capturePath },
  { name: "send-errors", path: "/dashboard/send", act: click("Send email") },
  { name: "send-advanced", path: "/dashboard/send", act: click("Advanced") },
  { name: "send-code", path: "/dashboard/send", act: openDialog("Show as code"), isWindow: true },
  { name: "emails-filters", path: "/dashboard/emails", act: click("Filters") },
  { name: "dialog-domain", path: "/dashboard/domains?new", act: stay, isWindow: true },
  { name: "dialog-key", path: "/dashboard/keys?new", act: stay, isWindow: true },
  { name: "dialog-webhook", path: "/dashboard/webhooks", act: openDialog("Add webhook"), isWindow: true },
  { name: "palette", path: "/dashboard", act: openDialog("Find anything"), isWindow: true },
];

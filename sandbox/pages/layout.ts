import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { style } from "./style";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageOptions {
  title: string;
  current?: "dashboard" | "inbox";
  /** One column as wide as a form: for the pages that a customer sees. */
  isNarrow?: boolean;
  /** The result of the last action, from the query of the page. */
  done?: string;
  error?: string;
}

const link = (href: string, label: string, isCurrent: boolean): Html =>
  html`<a href="${href}" ${isCurrent ? raw('aria-current="page"') : ""}>${label}</a>`;

/** The frame of every page. Nothing on it may be mistaken for the real providers. */
export function page({ title, current, isNarrow, done, error }: PageOptions, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><p class="notice">Sandbox: no real money, no real mail.</p>
${
  isNarrow
    ? ""
    : html`<nav aria-label="Sandbox"><strong>MailKit sandbox</strong>
${link("/", "Dashboard", current === "dashboard")} ${link("/inbox", "Inbox", current === "inbox")}</nav>`
}
</header>
<main id="main" class="${isNarrow ? "narrow" : ""}">
${done ? html`<p class="alert good" role="status">${done}</p>` : ""}
${error ? html`<p class="alert bad" role="alert">${error}</p>` : ""}
${body}
</main>
</body>
</html>`;
}

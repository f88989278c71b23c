import { html, raw } from "hono/html";
import type { EmailRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { emailsTo } from "../state";
import { type Html, page } from "./layout";
import { moment, tag } from "./parts";

const shownMax = 200;

/** Looks for something new every two seconds while the page is seen, and reloads only if there is. */
const refreshScript = `
const list = document.querySelector("[data-version]");
setInterval(async () => {
  if (document.hidden || document.activeElement?.matches("input")) return;
  const answer = await fetch("/inbox/version" + location.search).catch(() => null);
  if (answer?.ok && (await answer.text()) !== list.dataset.version) location.reload();
}, 2000);`;

/** Changes whenever the list of emails, or the fate of the newest ones, does. */
export function inboxVersion(sandbox: Sandbox, to: string | undefined): string {
  const rows = emailsTo(sandbox, to);
  return `${rows.length} ${rows
    .slice(0, shownMax)
    .map(({ status }) => status.slice(0, 3))
    .join("")}`;
}

export function inboxPage(sandbox: Sandbox, to: string | undefined): Html {
  const rows = emailsTo(sandbox, to);
  return page(
    { title: "Inbox", current: "inbox" },
    html`<h1>Inbox</h1>
<section aria-label="Filter"><form class="row" method="get" action="/inbox">
<label>Recipient <input type="search" name="to" size="28" value="${to ?? ""}" placeholder="delivered@resend.dev"></label>
<button>Filter</button>${to ? html` <a href="/inbox">Show all</a>` : ""}</form></section>
<section aria-label="Emails" data-version="${inboxVersion(sandbox, to)}">
${rows.length === 0 ? html`<p class="muted">Nothing here yet. Every email that the app hands to Resend appears here by itself.</p>` : ""}
<ul class="mails">${rows.slice(0, shownMax).map(mailItem)}</ul>
${rows.length > shownMax ? html`<p class="muted">The newest ${shownMax} of ${rows.length}.</p>` : ""}
</section>
<script>${raw(refreshScript)}</script>`,
  );
}

function mailItem(row: EmailRow): Html {
  return html`<li><a href="/inbox/${row.id}"><span class="subject">${row.subject}</span> <span>${tag(row.status)}</span>
<span class="muted">to ${row.to.join(", ")}</span> <span class="muted">${moment(row.created_at)}</span></a></li>`;
}

const linkPattern = /https?:\/\/[^\s<>"')\]]+/g;

/** The links of a mail in the order in which they appear: in its text first, then those only its HTML has. */
function linksOf({ text, html: markup }: Pick<EmailRow, "text" | "html">): string[] {
  const inText = text?.match(linkPattern) ?? [];
  const inHtml = [...(markup ?? "").matchAll(/href=["'](https?:[^"']+)["']/gi)].map(([, url = ""]) =>
    url.replaceAll("&amp;", "&"),
  );
  return [...new Set([...inText, ...inHtml])];
}

export function emailPage(row: EmailRow): Html {
  const field = (name: string, value: string | null | undefined): Html =>
    value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``;
  const links = linksOf(row);
  return page(
    { title: row.subject, current: "inbox" },
    html`<div><p><a href="/inbox">All emails</a></p><h1>${row.subject}</h1></div>
<section aria-labelledby="headers"><h2 id="headers">Headers ${tag(row.status)}</h2><dl>
${field("From", row.from)}${field("To", row.to.join(", "))}${field("Cc", row.cc?.join(", "))}${field("Bcc", row.bcc?.join(", "))}
${field("Reply-To", row.reply_to?.join(", "))}${field("Date", row.created_at)}${field("Message-ID", row.message_id)}
${Object.entries(row.headers).map(([name, value]) => field(name, value))}
${field("Tags", row.tags.map(({ name, value }) => `${name}=${value}`).join(", "))}
${field("Idempotency-Key", row.idempotencyKey)}
${field("Attachments", row.attachments.map(({ filename, size }) => `${filename ?? "unnamed"} (${size ?? "?"} bytes)`).join(", "))}
</dl></section>
${links.length > 0 ? html`<section aria-labelledby="links"><h2 id="links">Links</h2><ul class="plain">${links.map((url) => html`<li><a href="${url}">${url}</a></li>`)}</ul></section>` : ""}
${
  row.html
    ? html`<section aria-labelledby="html"><h2 id="html">HTML</h2>
<iframe title="The email as a mail program shows it" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" srcdoc="${`<base target="_blank">${row.html}`}"></iframe></section>`
    : ""
}
<section aria-labelledby="text"><h2 id="text">Text</h2><pre>${row.text ?? ""}</pre></section>`,
  );
}

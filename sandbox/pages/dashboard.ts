import { html } from "hono/html";
import { balanceOf } from "../dodo/balance";
import { mainCreditId } from "../dodo/main-credit";
import type { DeliveryRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { type Html, type PageOptions, page } from "./layout";
import { actionButton, count, moment, money, table, tag, text } from "./parts";

const shownMax = 30;
const day = 86_400_000;

/** Dodo's side of things at a glance: who has what, what was told to the app, and what should be looked at. */
export function dashboardPage(sandbox: Sandbox, notes: Pick<PageOptions, "done" | "error">): Html {
  return page(
    { title: "Dashboard", current: "dashboard", ...notes },
    html`<h1>Dashboard</h1>
${unknownPaths(sandbox)}
<section aria-labelledby="customers"><h2 id="customers">Customers</h2>${customers(sandbox)}</section>
<div class="columns">
<section aria-labelledby="clock"><h2 id="clock">Clock</h2>${clock(sandbox)}</section>
<section aria-labelledby="settings"><h2 id="settings">Where webhooks go</h2>${webhookTarget(sandbox)}</section>
</div>
<section aria-labelledby="payments"><h2 id="payments">Payments</h2>${payments(sandbox)}</section>
<section aria-labelledby="deliveries"><h2 id="deliveries">Webhook deliveries</h2>${deliveryTable(sandbox.store.deliveries.newestFirst().slice(0, shownMax), "/")}</section>
<section aria-labelledby="faults"><h2 id="faults">Faults</h2>${faults(sandbox)}</section>`,
  );
}

function unknownPaths(sandbox: Sandbox): Html {
  const rows = sandbox.store.unknownPaths.newestFirst();
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="unknown"><h2 id="unknown">Unknown paths that were called</h2>
<p class="alert bad">These calls were answered 501. The real provider may know them; the sandbox does not.</p>
${table(
  "Unknown paths",
  ["Call", { label: "Times", isNumber: true }, "Last"],
  rows.map((row) => [html`<code>${row.method} ${row.path}</code>`, text(row.count), moment(row.at)]),
  "",
)}</section>`;
}

function customers(sandbox: Sandbox): Html {
  return table(
    "Customers",
    ["Customer", "Email", { label: "Balance", isNumber: true }, "Subscription"],
    sandbox.store.customers.newestFirst().map((row) => {
      const balance = balanceOf(sandbox, row.customer_id, mainCreditId(sandbox));
      const subscriptions = sandbox.store.subscriptions
        .all()
        .filter((s) => s.customer.customer_id === row.customer_id);
      return [
        html`<a href="/customers/${row.customer_id}">${row.name || row.email}</a>`,
        text(row.email),
        text(count(balance)),
        html`${subscriptions.map(({ status }) => tag(status))}`,
      ];
    }),
    "No customers yet. The app creates one when somebody signs in or opens a checkout.",
  );
}

function clock(sandbox: Sandbox): Html {
  const { offsetMs } = sandbox.clock;
  const jump = (label: string, ms: number): Html =>
    actionButton({ action: "clock", label, back: "/", fields: { advanceMs: String(ms) } });
  return html`<p class="big">${moment(sandbox.clock.timestamp())}</p>
<p class="muted">${offsetMs === 0 ? "Real time." : `${(offsetMs / day).toFixed(1)} days away from real time.`} Moving it runs renewals and expiries.</p>
<div class="actions">${jump("+1 hour", 3_600_000)}${jump("+1 day", day)}${jump("+30 days", 30 * day)}${jump("+31 days", 31 * day)}</div>`;
}

function webhookTarget({ settings }: Sandbox): Html {
  const row = (label: string, url: string | null): Html =>
    html`<dt>${label}</dt><dd>${url ? html`<code>${url}</code>` : html`<span class="muted">nowhere</span>`}</dd>`;
  return html`<dl>${row("Dodo", settings.webhookUrl)}${row("Resend", settings.resendWebhookUrl)}</dl>
<form class="row" method="post" action="/actions/webhook-url"><input type="hidden" name="back" value="/">
<label>Dodo webhooks go to <input type="url" name="url" size="34" value="${settings.webhookUrl ?? ""}" placeholder="http://localhost:3000/api/webhooks/dodo"></label>
<button>Change</button></form>`;
}

function payments(sandbox: Sandbox): Html {
  return table(
    "Payments",
    ["When", "Customer", { label: "Amount", isNumber: true }, "Status", "Card", "For"],
    sandbox.store.payments
      .newestFirst()
      .slice(0, shownMax)
      .map((row) => [
        moment(row.created_at),
        html`<a href="/customers/${row.customer.customer_id}">${row.customer.email}</a>`,
        text(money(row.total_amount)),
        tag(row.status ?? "unknown"),
        text(row.card_last_four ? `•••• ${row.card_last_four}` : ""),
        text(row.subscription_id ? "subscription" : "one-time purchase"),
      ]),
    "No payments yet.",
  );
}

function deliveryTable(rows: DeliveryRow[], back: string): Html {
  return table(
    "Webhook deliveries",
    ["When", "Event", "State", { label: "Attempts", isNumber: true }, "Last answer", "Next attempt", "Again"],
    rows.map((row) => {
      const last = row.attempts.at(-1);
      return [
        moment(row.created_at),
        html`<a href="/deliveries/${row.id}">${row.type}</a>`,
        tag(row.state),
        text(row.attempts.length),
        text(last ? (last.status ?? last.error ?? "") : ""),
        row.next_attempt_at ? moment(row.next_attempt_at) : text(""),
        actionButton({
          action: "redeliver",
          label: "Send again",
          about: row.type,
          back,
          fields: { id: row.id },
        }),
      ];
    }),
    "No webhooks yet. They are sent when money or credits move.",
  );
}

function faults(sandbox: Sandbox): Html {
  const { remaining, fired } = sandbox.faults.list();
  return html`<p>${remaining.length} waiting, ${fired.length} fired. They are scripted through <code>POST /_/faults</code>.</p>
${table(
  "Faults that wait",
  ["Provider", "Kind", "Matches", { label: "Times", isNumber: true }],
  remaining.map((fault) => [
    text(fault.target),
    text(fault.kind),
    html`<code>${fault.method ?? "any"} ${fault.path ?? ".*"}</code>`,
    text(fault.times),
  ]),
  "None waits: both providers behave.",
)}
${remaining.length > 0 ? actionButton({ action: "clear-faults", label: "Clear", back: "/" }) : ""}`;
}

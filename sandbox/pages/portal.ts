import { html } from "hono/html";
import { balanceOf } from "../dodo/balance";
import { defaultCardNumber, groupedDigits, testCards } from "../dodo/cards";
import { mainCreditId } from "../dodo/main-credit";
import type { Customer, PortalRow, SubscriptionRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { type Html, type PageOptions, page } from "./layout";
import { count, moment, money, table, tag, text } from "./parts";

const shownMax = 25;

/** The customer portal: what a customer can see and change without the merchant's app. */
export function portalPage(
  sandbox: Sandbox,
  portal: PortalRow,
  customer: Customer,
  notes: Pick<PageOptions, "done" | "error">,
): Html {
  const { store } = sandbox;
  const id = customer.customer_id;
  const subscriptions = store.subscriptions.newestFirst().filter((row) => row.customer.customer_id === id);
  const payments = store.payments
    .newestFirst()
    .filter((row) => row.customer.customer_id === id && row.status === "succeeded");
  const ledger = store.ledger.newestFirst().filter((row) => row.customer_id === id);
  return page(
    { title: "Billing", isNarrow: true, ...notes },
    html`<div>${portal.return_url ? html`<p><a href="${portal.return_url}">Return to merchant</a></p>` : ""}
<h1>Billing</h1><p class="muted">${customer.name} · ${customer.email}</p></div>
<section aria-labelledby="subscription"><h2 id="subscription">Subscription</h2>
${subscriptions.length === 0 ? html`<p class="muted">You have no subscription.</p>` : subscriptions.map((row) => subscription(sandbox, portal, row))}</section>
<section aria-labelledby="credits"><h2 id="credits">Email Credits</h2>
<p class="big">${count(balanceOf(sandbox, id, mainCreditId(sandbox)))}</p>
${table(
  "Credit history",
  ["When", "What", { label: "Amount", isNumber: true }],
  ledger
    .slice(0, shownMax)
    .map((row) => [
      moment(row.created_at),
      text(row.description ?? row.transaction_type.replaceAll("_", " ")),
      text(`${row.is_credit ? "+" : "−"}${count(row.amount)}`),
    ]),
  "No credits yet.",
)}</section>
<section aria-labelledby="invoices"><h2 id="invoices">Invoices</h2>${table(
      "Invoices",
      ["When", { label: "Amount", isNumber: true }, "Invoice"],
      payments.map((row) => [
        moment(row.created_at),
        text(money(row.total_amount)),
        html`<a href="/invoices/${row.payment_id}">PDF<span class="muted"> ${row.invoice_id?.slice(0, 12)}…</span></a>`,
      ]),
      "No invoices yet.",
    )}</section>`,
  );
}

function subscription(sandbox: Sandbox, portal: PortalRow, row: SubscriptionRow): Html {
  const product = sandbox.store.products.get(row.product_id);
  const method = sandbox.store.paymentMethods.get(row.payment_method_id ?? "");
  const isLive = ["active", "past_due", "on_hold"].includes(row.status);
  const action = `/portal/${portal.token}`;
  const hidden = html`<input type="hidden" name="subscriptionId" value="${row.subscription_id}">`;
  const card = html`<form class="row" method="post" action="${action}/card">${hidden}
<label>New card <select name="card">${testCards
    .filter(({ outcome, isForRecurring }) => outcome !== "declined" && isForRecurring !== false)
    .map(
      ({ number, label }) =>
        html`<option value="${number}" ${number === defaultCardNumber ? "selected" : ""}>${groupedDigits(number)}: ${label}</option>`,
    )}</select></label>
<button>Change card</button></form>`;
  return html`<h3>${product?.name} ${tag(row.status)}</h3>
<dl><dt>Price</dt><dd>${money(row.recurring_pre_tax_amount)} each ${row.payment_frequency_interval.toLowerCase()}</dd>
<dt>${row.cancel_at_next_billing_date ? "Ends" : "Renews"}</dt><dd>${moment(row.next_billing_date)}</dd>
<dt>Card</dt><dd>${method ? `•••• ${method.last4_digits}` : "none"}</dd></dl>
${
  isLive
    ? html`${row.status === "on_hold" || row.status === "past_due" ? html`<p class="alert bad">The last payment failed. A new card is charged at once and resumes the subscription.</p>` : ""}
<form class="stack" method="post" action="${action}/${row.cancel_at_next_billing_date ? "resume" : "cancel"}">${hidden}
<button>${row.cancel_at_next_billing_date ? "Keep subscription" : "Cancel at the end of the period"}</button></form>${card}`
    : ""
}`;
}

import { html } from "hono/html";
import { balanceOf, grantsOf } from "../dodo/balance";
import { mainCreditId } from "../dodo/main-credit";
import type { Customer, SubscriptionRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { type Html, type PageOptions, page } from "./layout";
import { actionButton, count, moment, money, table, tag, text } from "./parts";

const shownMax = 50;

/** One customer as the merchant sees them at Dodo. */
export function customerPage(
  sandbox: Sandbox,
  customer: Customer,
  notes: Pick<PageOptions, "done" | "error">,
): Html {
  const { store } = sandbox;
  const id = customer.customer_id;
  const back = `/customers/${id}`;
  const subscriptions = store.subscriptions.newestFirst().filter((row) => row.customer.customer_id === id);
  const payments = store.payments.newestFirst().filter((row) => row.customer.customer_id === id);
  return page(
    { title: customer.name || customer.email, current: "dashboard", ...notes },
    html`<div><h1>${customer.name || customer.email}</h1><p class="muted">${customer.email} · <code>${id}</code></p></div>
<div class="columns">
<section aria-labelledby="balance"><h2 id="balance">Email Credits</h2>
<p class="big">${count(balanceOf(sandbox, id, mainCreditId(sandbox)))}</p></section>
<section aria-labelledby="adjust"><h2 id="adjust">Adjust Balance</h2>${adjustForm(id, back)}</section>
</div>
<section aria-labelledby="subscriptions"><h2 id="subscriptions">Subscriptions</h2>
${subscriptions.length === 0 ? html`<p class="muted">No subscription.</p>` : subscriptions.map((row) => subscription(sandbox, row, back))}</section>
<section aria-labelledby="grants"><h2 id="grants">Grants</h2>${grants(sandbox, id)}</section>
<section aria-labelledby="ledger"><h2 id="ledger">Ledger</h2>${ledger(sandbox, id)}</section>
<section aria-labelledby="payments"><h2 id="payments">Payments</h2>${table(
      "Payments",
      ["When", { label: "Amount", isNumber: true }, "Status", "Reason", "Invoice"],
      payments.map((row) => [
        moment(row.created_at),
        text(money(row.total_amount)),
        tag(row.status ?? "unknown"),
        text(row.error_message ?? ""),
        row.invoice_id ? html`<a href="/invoices/${row.payment_id}">${row.invoice_id}</a>` : text(""),
      ]),
      "No payments yet.",
    )}</section>`,
  );
}

function adjustForm(customerId: string, back: string): Html {
  return html`<form class="row" method="post" action="/actions/adjust">
<input type="hidden" name="back" value="${back}"><input type="hidden" name="customerId" value="${customerId}">
<label>Type <select name="entry_type"><option value="debit">Debit</option><option value="credit">Credit</option></select></label>
<label>Amount <input name="amount" inputmode="numeric" pattern="[0-9]+" required size="8" placeholder="4000"></label>
<label>Reason <input name="reason" size="18" placeholder="optional"></label>
<button class="primary">Adjust Balance</button></form>`;
}

function subscription(sandbox: Sandbox, row: SubscriptionRow, back: string): Html {
  const product = sandbox.store.products.get(row.product_id);
  const method = sandbox.store.paymentMethods.get(row.payment_method_id ?? "");
  const button = (action: string, label: string): Html =>
    actionButton({
      action,
      label,
      about: product?.name ?? "",
      back,
      fields: { subscriptionId: row.subscription_id },
    });
  const isLive = ["active", "past_due", "on_hold"].includes(row.status);
  return html`<h3>${product?.name} ${tag(row.status)} ${row.cancel_at_next_billing_date && isLive ? tag("ends with this period") : ""}</h3>
<dl><dt>Price</dt><dd>${money(row.recurring_pre_tax_amount)} each ${row.payment_frequency_interval.toLowerCase()}</dd>
<dt>This period</dt><dd>${moment(row.previous_billing_date)} to ${moment(row.next_billing_date)}</dd>
<dt>Card</dt><dd>${method ? `•••• ${method.last4_digits}${method.fails_at_renewal ? " (fails at renewal)" : ""}` : "none"}</dd>
<dt>Id</dt><dd><code>${row.subscription_id}</code></dd></dl>
${isLive ? html`<div class="actions">${button("renew", "Renew now")}${button("fail-renewal", "Fail renewal")}${button("cancel", "Cancel now")}</div>` : ""}`;
}

function grants(sandbox: Sandbox, customerId: string): Html {
  const rows = grantsOf(sandbox, customerId, mainCreditId(sandbox)).reverse();
  return table(
    "Grants",
    [
      "Granted",
      "Source",
      { label: "Left", isNumber: true },
      { label: "Of", isNumber: true },
      "Expires",
      "State",
    ],
    rows.map((row) => [
      moment(row.created_at),
      text(row.source_type.replace("_", " ")),
      text(count(row.remaining_amount)),
      text(count(row.initial_amount)),
      moment(row.expires_at),
      tag(row.is_expired ? "expired" : Number(row.remaining_amount) > 0 ? "active" : "used up"),
    ]),
    "No credits were ever granted.",
  );
}

function ledger(sandbox: Sandbox, customerId: string): Html {
  const rows = sandbox.store.ledger.newestFirst().filter((row) => row.customer_id === customerId);
  const more =
    rows.length > shownMax ? html`<p class="muted">The newest ${shownMax} of ${rows.length}.</p>` : "";
  return html`${table(
    "Ledger",
    [
      "When",
      "Type",
      { label: "Amount", isNumber: true },
      { label: "Balance", isNumber: true },
      "Reason",
      "Key",
    ],
    rows
      .slice(0, shownMax)
      .map((row) => [
        moment(row.created_at),
        text(row.transaction_type.replaceAll("_", " ")),
        text(`${row.is_credit ? "+" : "−"}${count(row.amount)}`),
        text(count(row.balance_after)),
        text(row.description ?? ""),
        html`<code>${row.idempotency_key ?? ""}</code>`,
      ]),
    "The ledger is empty.",
  )}${more}`;
}

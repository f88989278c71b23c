import { html } from "hono/html";
import { defaultCardNumber, groupedDigits, testCards } from "../dodo/cards";
import { cartItems } from "../dodo/checkout";
import type { CheckoutRow } from "../entities";
import type { Sandbox } from "../sandbox";
import { type Html, page } from "./layout";
import { count, money } from "./parts";

interface CheckoutView {
  card?: string;
  email?: string;
  /** Why the last try did not succeed. */
  problem?: string;
  /** Set after a decline: the way back to the shop without having paid. */
  returnUrl?: string | null;
}

/** The hosted page behind `checkout_url`. */
export function checkoutPage(sandbox: Sandbox, session: CheckoutRow, view: CheckoutView): Html {
  const items = cartItems(sandbox, session.request);
  const total = money(session.total_minor);
  const card = view.card ?? defaultCardNumber;
  const isEmailFixed =
    session.request.feature_flags?.allow_customer_editing_email === false && session.customer_email !== null;
  const { cancel_url } = session.request;
  return page(
    { title: "Checkout", isNarrow: true },
    html`<h1>Checkout</h1>
<section aria-labelledby="order"><h2 id="order">Your order</h2>
${items.map(
  ({
    product,
    price,
    quantity,
    credits,
  }) => html`<h3>${product.name}${quantity > 1 ? ` × ${quantity}` : ""}</h3>
<p>${product.description}</p>
<p class="muted">${money(price.price)}${price.type === "recurring_price" ? ` each ${price.payment_frequency_interval.toLowerCase()}` : " once"}${credits.map(({ amount }) => ` · ${count(amount * quantity)} email credits`)}</p>`,
)}
<p class="total"><span>Total today</span><span>${total}</span></p></section>
<section aria-labelledby="pay"><h2 id="pay">Pay by card</h2>
${
  view.problem
    ? html`<div class="alert bad" role="alert"><strong>${view.problem}</strong> Nothing was charged. Try another card${view.returnUrl ? html`, or <a href="${view.returnUrl}">return to merchant</a>` : ""}.</div>`
    : ""
}
<form class="stack" method="post" action="/checkout/session/${session.session_id}">
<label>Email <input type="email" name="email" required autocomplete="off" value="${view.email ?? session.customer_email ?? ""}" ${isEmailFixed ? "readonly" : ""}></label>
<label>Card number <input id="card" name="card" inputmode="numeric" required autocomplete="off" value="${groupedDigits(card)}"></label>
<div class="actions"><label>Expires <input name="expiry" size="6" autocomplete="off" value="06/32"></label>
<label>CVV <input name="cvv" size="4" autocomplete="off" value="123"></label></div>
<button class="primary">Pay ${total}</button></form>
${cancel_url ? html`<p><a href="${cancel_url}">Back</a> without paying</p>` : ""}</section>
<section aria-labelledby="cards"><h2 id="cards">Test cards</h2>
<p class="muted">Choose one to fill the form. Real card numbers are refused.</p>
<ul class="plain">${testCards.map(
      ({ number, label }) =>
        html`<li><a href="?card=${number}"><code>${groupedDigits(number)}</code></a> ${label}</li>`,
    )}</ul></section>`,
  );
}

/** For a session that can not be paid any more, or that was never there. */
export function checkoutEndPage(title: string, message: string, href: string | null | undefined): Html {
  return page(
    { title, isNarrow: true },
    html`<h1>${title}</h1><section><p>${message}</p>
${href ? html`<p><a class="button primary" href="${href}">Return to merchant</a></p>` : ""}</section>`,
  );
}

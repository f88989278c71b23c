import { html } from "hono/html";
import type { Html } from "./layout";

export const money = (minor: number): string =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(minor / 100);

export const count = (amount: number | string): string => Number(amount).toLocaleString("en-US");

export function moment(iso: string | null | undefined): Html {
  if (!iso) return html`<span class="muted">never</span>`;
  const date = new Date(iso);
  return html`<time datetime="${date.toISOString()}">${date.toISOString().slice(0, 19).replace("T", " ")}</time>`;
}

const toneOf: Record<string, "good" | "bad" | "warn"> = {
  active: "good",
  succeeded: "good",
  delivered: "good",
  verified: "good",
  failed: "bad",
  on_hold: "bad",
  past_due: "bad",
  bounced: "bad",
  complained: "bad",
  suppressed: "bad",
  expired: "warn",
  dropped: "warn",
  cancelled: "warn",
  canceled: "warn",
  pending: "warn",
  scheduled: "warn",
};

export const tag = (text: string): Html =>
  html`<span class="tag ${toneOf[text] ?? ""}">${text.replaceAll("_", " ")}</span>`;

interface Column {
  label: string;
  isNumber?: boolean;
}

/** A table that scrolls sideways on a phone, reachable by keyboard, or a sentence when there is nothing. */
export function table(caption: string, columns: (Column | string)[], rows: Html[][], empty: string): Html {
  if (rows.length === 0) return html`<p class="muted">${empty}</p>`;
  const heads = columns.map((column) => (typeof column === "string" ? { label: column } : column));
  const align = (index: number): string => (heads[index]?.isNumber ? "number" : "");
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${heads.map(({ label }, index) => html`<th scope="col" class="${align(index)}">${label}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td class="${align(index)}">${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

interface ActionButton {
  action: string;
  label: string;
  /** What the button is about, for those who hear it out of its row. */
  about?: string;
  back: string;
  fields?: Record<string, string>;
}

export function actionButton({ action, label, about, back, fields = {} }: ActionButton): Html {
  return html`<form class="inline" method="post" action="/actions/${action}"><input type="hidden" name="back" value="${back}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="small" ${about ? html`aria-label="${label}: ${about}"` : ""}>${label}</button></form>`;
}

export const text = (value: string | number): Html => html`${value}`;

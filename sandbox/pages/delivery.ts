import { html } from "hono/html";
import type { DeliveryRow } from "../entities";
import { type Html, page } from "./layout";
import { actionButton, moment, table, tag, text } from "./parts";

/** One webhook with its body and every attempt to deliver it. */
export function deliveryPage(row: DeliveryRow): Html {
  return page(
    { title: row.type, current: "dashboard" },
    html`<div><h1>${row.type} ${tag(row.state)}</h1>
<p class="muted"><code>${row.id}</code> to ${row.url ?? "nowhere"}</p></div>
<section aria-labelledby="attempts"><h2 id="attempts">Attempts</h2>
${table(
  "Attempts",
  ["When", "Answer", { label: "Took", isNumber: true }, "Body"],
  row.attempts.map((attempt) => [
    moment(attempt.at),
    text(attempt.status ?? attempt.error ?? ""),
    text(`${attempt.durationMs} ms`),
    html`<code>${attempt.answer}</code>`,
  ]),
  "It has not been sent.",
)}
<div class="actions">${actionButton({ action: "redeliver", label: "Send again", back: `/deliveries/${row.id}`, fields: { id: row.id } })}</div></section>
<section aria-labelledby="payload"><h2 id="payload">Payload</h2><pre>${JSON.stringify(row.payload, null, 2)}</pre></section>`,
  );
}

import "server-only";
import { metrics } from "../metrics";
import { traced } from "../tracing";
import type { DodoPort } from "./ports";

/** Measures and traces debits at Dodo, and changes nothing of them. */
export function watchCapture(debit: DodoPort["debit"]): DodoPort["debit"] {
  return (order) =>
    traced("capture", { captureId: order.idempotencyKey, credits: order.credits }, async (span) => {
      const startedAtMs = performance.now();
      const outcome = await debit(order);
      metrics().captures.observe({ outcome: outcome.kind }, (performance.now() - startedAtMs) / 1000);
      if (outcome.kind === "captured") metrics().captured.inc(order.credits);
      span.note({ outcome: outcome.kind });
      return outcome;
    });
}

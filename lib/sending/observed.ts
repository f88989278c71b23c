import "server-only";
import { metrics } from "../metrics";
import { traced } from "../tracing";
import type { ResendPort } from "./ports";
import type { SendingStore } from "./store";

/** The steps of a send as they are, with a watch beside them: each counts and traces one call and changes nothing of it. */

/** Counts what was accepted. Requests that share a transaction each have a span of their own. */
export function watchAccept(accept: SendingStore["accept"]): SendingStore["accept"] {
  return (candidate) => {
    const { customerId, emailId, credits, emails } = candidate;
    return traced("accept", { customerId, emailId, credits, emails: emails.length }, async (span) => {
      const acceptance = await accept(candidate);
      span.note({ outcome: acceptance.kind });
      if (acceptance.kind === "accepted") metrics().accepted.inc(emails.length);
      // One that is stale is tried again with a new mirror.
      else if (acceptance.kind !== "replayed" && acceptance.kind !== "stale")
        metrics().refused.inc({ reason: acceptance.kind });
      return acceptance;
    });
  };
}

/** Measures calls to Resend. */
export function watchDispatch(post: ResendPort["postEmails"]): ResendPort["postEmails"] {
  return (body, dispatchId, call) =>
    traced("dispatch", { dispatchId, emails: call.size, attempt: call.attempt }, async (span) => {
      const startedAtMs = performance.now();
      const outcome = await post(body, dispatchId, call);
      metrics().dispatches.observe({ outcome: outcome.kind }, secondsSince(startedAtMs));
      metrics().dispatchSize.observe(call.size);
      span.note({ outcome: outcome.kind });
      return outcome;
    });
}

/** Counts how emails ended. What another process settled first, it has counted. */
export function watchSettle(settle: SendingStore["settleDispatch"]): SendingStore["settleDispatch"] {
  return async (dispatch, outcome) => {
    const settled = await settle(dispatch, outcome);
    for (const { status } of settled) metrics().settled.inc({ status });
    return settled;
  };
}

const secondsSince = (startedAtMs: number) => (performance.now() - startedAtMs) / 1000;

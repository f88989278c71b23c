import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { perProcess } from "./per-process";

/**
 * What this process has counted. Names and labels are the contract with whoever watches (docs/runbook.md). Labels come
 * from closed sets only: a customer, an address or an id among them would be a series of its own for ever.
 */

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
const SIZES = [1, 2, 5, 10, 25, 50, 100];

/** The registry of this process: routes and the engine are bundled apart, and must count into the same one. */
export const metrics = () => perProcess("metrics", create);

function create() {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `mailkit_${name}`, help, labelNames, registers: [registry] });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name: `mailkit_${name}`, help, labelNames, registers: [registry] });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name: `mailkit_${name}`, help, labelNames, buckets, registers: [registry] });
  return {
    registry,
    requests: histogram(
      "http_request_duration_seconds",
      "Requests to the API, by the pattern of their path.",
      ["route", "method", "status"],
      SECONDS,
    ),
    accepted: counter("emails_accepted_total", "Emails that were accepted.", []),
    refused: counter("sends_refused_total", "Requests to send of which nothing was accepted.", ["reason"]),
    settled: counter("emails_settled_total", "Emails whose call to Resend has ended them.", ["status"]),
    dispatches: histogram(
      "dispatch_duration_seconds",
      "Calls to Resend, and what came of them.",
      ["outcome"],
      SECONDS,
    ),
    dispatchSize: histogram("dispatch_emails", "Emails of a call to Resend.", [], SIZES),
    captures: histogram(
      "capture_duration_seconds",
      "Debits at Dodo, and what came of them.",
      ["outcome"],
      SECONDS,
    ),
    captured: counter("credits_captured_total", "Credits that were debited at Dodo.", []),
    webhooks: counter("webhooks_total", "Messages of providers: new, repeated, applied.", ["source", "what"]),
    databaseUp: gauge("database_up", "1 if the figures of the database below could be read.", []),
    queued: gauge("queue_emails", "Emails that wait or whose outcome is unknown, counted up to 100,000.", [
      "status",
    ]),
    oldestQueued: gauge("queue_oldest_seconds", "How long the oldest email that could leave has waited.", []),
    held: gauge("credits_held", "Credits that are set aside for accepted emails, paid for by none yet.", []),
    owed: gauge("captures_owed_emails", "Sent emails that are not in a capture yet, up to 100,000.", []),
    owedCredits: gauge("captures_owed_credits", "Credits of these emails.", []),
    oldestOwed: gauge("captures_owed_oldest_seconds", "How long ago the oldest of them was sent.", []),
    openCaptures: gauge("captures_open", "Captures that were begun and have not landed.", ["state"]),
    openCredits: gauge("captures_open_credits", "Credits of captures that have not landed.", []),
    pending: gauge("webhooks_pending", "Stored messages that are not applied, up to 100,000.", ["source"]),
    oldestPending: gauge("webhooks_pending_oldest_seconds", "How long the oldest of them has waited.", [
      "source",
    ]),
    budgetTokens: gauge("provider_budget_tokens", "Calls that the shared budget allows at once.", [
      "provider",
    ]),
    budgetSize: gauge("provider_budget_burst", "Calls that a full budget holds.", ["provider"]),
    budgetRate: gauge("provider_budget_per_second", "Calls by which the budget grows a second.", [
      "provider",
    ]),
    lineState: gauge("provider_line_state", "1 for the state that the provider's line is in.", [
      "provider",
      "state",
    ]),
  };
}

/** Adds what Node knows of itself: event loop, memory, processor. Once, and only if somebody wants to read it. */
export function watchProcess(): void {
  perProcess("metrics-of-process", () => {
    collectDefaultMetrics({ register: metrics().registry });
    return true;
  });
}

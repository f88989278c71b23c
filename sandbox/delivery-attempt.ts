import { Webhook } from "standardwebhooks";
import { latestPayload } from "./dodo/events";
import type { DeliveryAttempt, DeliveryRow } from "./entities";
import type { Ground } from "./ground";

/** Svix waits 15 s for an answer. */
const answerTimeoutMs = 15_000;
const keptAnswerLength = 500;

/** One POST. Never throws: whatever went wrong is in the attempt. */
export async function attemptDelivery(
  ground: Ground,
  row: DeliveryRow,
  url: string,
): Promise<DeliveryAttempt> {
  const isLatest = row.provider === "dodo" && ground.settings.webhooks.payload === "latest";
  const body = JSON.stringify(isLatest ? latestPayload(ground, row.payload) : row.payload);
  // The receiver compares with real time, so the sandbox clock has no part in this.
  const sentAt = new Date();
  const started = performance.now();
  const result = (status: number | null, error: string | null, answer: string): DeliveryAttempt => ({
    at: sentAt.toISOString(),
    status,
    error,
    answer: answer.slice(0, keptAnswerLength),
    durationMs: Math.round(performance.now() - started),
  });
  try {
    const answer = await fetch(url, {
      method: "POST",
      // A redirect is a failed attempt.
      redirect: "manual",
      signal: AbortSignal.timeout(answerTimeoutMs),
      headers: {
        "content-type": "application/json",
        "user-agent": "Svix-Webhooks/sandbox",
        ...signatureHeaders(row, sentAt, body),
      },
      body,
    });
    return result(answer.status, null, await answer.text());
  } catch (error) {
    return result(
      null,
      error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : "failed",
      "",
    );
  }
}

/** Dodo uses the unbranded header names of Standard Webhooks, Resend those of Svix. */
function signatureHeaders(row: DeliveryRow, sentAt: Date, body: string): Record<string, string> {
  const prefix = row.provider === "dodo" ? "webhook" : "svix";
  return {
    [`${prefix}-id`]: row.id,
    [`${prefix}-timestamp`]: String(Math.floor(sentAt.getTime() / 1000)),
    [`${prefix}-signature`]: new Webhook(row.secret).sign(row.id, sentAt, body),
  };
}

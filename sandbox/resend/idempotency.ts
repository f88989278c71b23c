import { createHash } from "node:crypto";
import type { SandboxContext } from "../http";
import type { Sandbox } from "../sandbox";
import { ResendError } from "./errors";

const keptMs = 24 * 3_600_000;
const keyLengthMax = 256;

/**
 * Runs a send at most once per key. The same key and payload within 24 hours gets the first answer, another
 * payload a 409, and a request whose twin has not been answered yet a 409 of another name. Only accepted
 * sends occupy their key; the provider does not document what refused ones do. Resend docs: idempotency keys.
 */
export async function sendOnce<Answer>(
  sandbox: Sandbox,
  c: SandboxContext,
  send: (body: unknown, key: string | null) => Answer,
): Promise<Answer> {
  const key = c.req.header("idempotency-key") || null;
  if (key && key.length > keyLengthMax) {
    throw new ResendError(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  }
  const body = await readJson(c);
  if (!key) return send(body, null);
  if (c.get("isConcurrentSend")) {
    const message = "Same idempotency key used while original request is still in progress.";
    throw new ResendError(409, "concurrent_idempotent_requests", message);
  }
  return answerOnce(sandbox, `${c.req.path} ${fingerprint(body)}`, key, () => send(body, key));
}

/** Holds the key of a send from its arrival, through the latency, until its work is done. */
export function markInFlight(sandbox: Sandbox, c: SandboxContext): () => void {
  const key = c.req.method === "POST" ? c.req.header("idempotency-key") : undefined;
  if (!key) return () => undefined;
  if (sandbox.sendsInFlight.has(key)) {
    c.set("isConcurrentSend", true);
    return () => undefined;
  }
  sandbox.sendsInFlight.add(key);
  return () => sandbox.sendsInFlight.delete(key);
}

function answerOnce<Answer>(sandbox: Sandbox, print: string, key: string, send: () => Answer): Answer {
  const { store, clock } = sandbox;
  const earlier = store.idempotency.get(key);
  const isKept = earlier && clock.nowMs() - earlier.answered_at_ms < keptMs;
  if (isKept && earlier.fingerprint !== print) {
    const message = "Same idempotency key used with a different request payload.";
    throw new ResendError(409, "invalid_idempotent_request", message);
  }
  if (isKept) return earlier.body as Answer;
  const body = send();
  store.idempotency.put(key, { fingerprint: print, body, answered_at_ms: clock.nowMs() });
  return body;
}

async function readJson(c: SandboxContext): Promise<unknown> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (body !== undefined) return body;
  throw new ResendError(400, "validation_error", "The request body is not valid JSON.");
}

/** The parsed value with sorted keys, so that spelling (escapes, key order) makes no difference. */
function fingerprint(value: unknown): string {
  const sorted = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sorted);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(
      Object.entries(part)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex");
}

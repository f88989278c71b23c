import { HTTPException } from "hono/http-exception";
import type { SandboxContext } from "../http";
import type { Sandbox } from "../sandbox";
import { ResendError } from "./errors";

/** Key present, key known, within the rate limit, allowed to do this: in this order. */
export function authenticate(sandbox: Sandbox, c: SandboxContext): void {
  // Cloudflare refuses this before the API sees it, so the answer is not the API's JSON.
  if (!c.req.header("user-agent"))
    throw new HTTPException(403, { res: new Response("error code: 1010", { status: 403 }) });
  const token = c.req.header("authorization")?.match(/^Bearer\s+(.+)$/i)?.[1];
  if (!token) throw new ResendError(401, "missing_api_key", "Missing API key in the authorization header.");

  const isRoot = token === sandbox.config.SANDBOX_RESEND_API_KEY;
  const key = isRoot ? undefined : sandbox.store.apiKeys.all().find((row) => row.token === token);
  if (!isRoot && !key)
    throw new ResendError(sandbox.settings.badKeyStatus, "validation_error", "API key is invalid");

  const rate = sandbox.limits.resend(sandbox.settings);
  for (const [name, value] of Object.entries(rate.headers)) c.header(name, value);
  if (!rate.isAllowed) {
    const limit = sandbox.settings.rateLimits.resendPerSecond;
    const message = `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`;
    throw new ResendError(429, "rate_limit_exceeded", message);
  }

  if (!key) return;
  const isSend = c.req.method === "POST" && /\/emails(\/batch)?$/.test(c.req.path);
  if (key.permission === "sending_access" && !isSend) {
    throw new ResendError(401, "restricted_api_key", "This API key is restricted to only send emails");
  }
  sandbox.store.apiKeys.put(key.id, { ...key, last_used_at: sandbox.clock.postgresTimestamp() });
}

import "server-only";
import { operatorFromRequest } from "../auth/operator";
import { type Viewer, viewerFromRequest } from "../auth/session";
import { AppError } from "../errors";
import { type ApiKey, findKey } from "../keys/find-key";
import { requireSameOrigin } from "./origin";
import { bearerToken } from "./preferences";
import { clientAddress, consumeRateLimit, type RateLimit } from "./rate-limit";

/**
 * Who may call: a signed-in user, a program with an API key, either, an operator (for everybody else there is no such
 * route), or anybody.
 */
export type Auth = "session" | "key" | "either" | "operator" | "none";

/** The customer on whose account a request acts, and how they showed who they are. */
export interface Caller {
  customerId: string;
  customerEmail: string;
  /** The key that the request came with; null with a session. */
  key: ApiKey | null;
  /** The user who is signed in; null with a key. */
  viewer: Viewer | null;
  /** Whether the customer has a suppression list at all. */
  hasSuppressions: boolean;
  /** Credits that can be spent, as the database has them; null if not known, and with a session. */
  available: number | null;
}

/** Guessing is hopeless; this answers a flood of it, or a broken program, with 429. A good key is not in it. */
const refusedLimit: RateLimit = { name: "refused", points: 600, perSeconds: 60 };

/**
 * Finds out who is calling; null where anybody may. A key wins over a cookie. Throws `unauthenticated`,
 * `missing_api_key`, `invalid_api_key`, `forbidden_origin`, `not_found`, and `rate_limited` for too many of these from one address.
 */
export async function authenticate(request: Request, auth: Auth): Promise<Caller | null> {
  if (auth === "none") return null;
  try {
    if (auth === "operator") return await byOperator(request);
    const token = auth === "session" ? null : bearerToken(request);
    if (token !== null) return await byKey(token);
    if (auth === "key" || (auth === "either" && !request.headers.has("cookie"))) throw missingKey();
    return await bySession(request, auth);
  } catch (error) {
    if (error instanceof AppError) await consumeRateLimit(refusedLimit, clientAddress(request));
    throw error;
  }
}

async function bySession(request: Request, auth: Auth): Promise<Caller> {
  requireSameOrigin(request);
  const viewer = await viewerFromRequest(request);
  if (viewer) return callerOf(viewer);
  throw auth === "session"
    ? new AppError("unauthenticated", "Sign in first: this needs a session.")
    : missingKey();
}

/** The origin comes second: a stranger is not to learn that there is something to refuse. */
async function byOperator(request: Request): Promise<Caller> {
  const operator = await operatorFromRequest(request);
  if (!operator) throw new AppError("not_found", "The requested endpoint does not exist.");
  requireSameOrigin(request);
  return callerOf(operator);
}

function callerOf(viewer: Viewer): Caller {
  const { customerId, accountEmail, hasSuppressions } = viewer;
  return { customerId, customerEmail: accountEmail, key: null, viewer, available: null, hasSuppressions };
}

async function byKey(token: string): Promise<Caller> {
  const found = await findKey(token);
  if (typeof found === "object") return { ...found, viewer: null };
  throw new AppError(
    "invalid_api_key",
    {
      unknown: "API key is invalid.",
      revoked: "API key is invalid: it was revoked.",
      expired: "API key is invalid: it has expired. Make a new one in the dashboard.",
    }[found],
  );
}

const missingKey = () =>
  new AppError("missing_api_key", "Missing API key. Send it as `Authorization: Bearer mk_…`.");

/** Throws `restricted_api_key` if the caller's key is for sending only. */
export function requireFullAccess({ key }: Caller): void {
  if (key?.permission === "sending_access")
    throw new AppError("restricted_api_key", "This API key is restricted to only send emails.");
}

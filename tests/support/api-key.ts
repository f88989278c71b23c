import { v7 as uuidv7 } from "uuid";
import { type CreatedKey, createdKeySchema, type Key, keyListSchema } from "@/lib/contracts/keys";
import { hashToken, makeToken } from "@/lib/keys/token";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";

interface KeyOptions {
  permission?: "full_access" | "sending_access";
  domainId?: string;
  dailyCredits?: number;
  monthlyCredits?: number;
  /** SQL of a moment, such as `now() - interval '1 s'`. */
  expiresAt?: string;
}

/** A key of the customer with this address, as the dashboard would have made it. */
export async function giveKey(
  { db }: Pick<Stack, "db">,
  email: string,
  options: KeyOptions = {},
): Promise<{ id: string; token: string }> {
  const { permission = "full_access", domainId, dailyCredits, monthlyCredits, expiresAt } = options;
  const token = makeToken();
  const id = uuidv7();
  const { rowCount } = await db.query(
    `insert into api_keys (customer_id, id, name, token_hash, last_four, permission, domain_id, daily_credits,
       monthly_credits, expires_at)
     select id, $2, 'test', $3, $4, $5, $6, $7, $8, ${expiresAt ?? "null"} from customers where email = $1`,
    [
      email,
      id,
      hashToken(token),
      token.slice(-4),
      permission,
      domainId ?? null,
      dailyCredits ?? null,
      monthlyCredits ?? null,
    ],
  );
  if (rowCount !== 1) throw new Error(`There is no customer ${email}.`);
  return { id, token };
}

/** Makes a key as the dashboard does: one with full access if nothing else is asked for. */
export async function makeKey(session: Session, request: object = {}): Promise<CreatedKey> {
  const body = { name: "CI", permission: "full_access", ...request };
  const answer = await session.post("/api/keys", body);
  if (answer.status !== 201) throw new Error(`No key: ${answer.status} ${await answer.text()}`);
  return createdKeySchema.strict().parse(await answer.json());
}

/** The keys as the dashboard lists them. */
export async function keysOf(session: Session): Promise<Key[]> {
  return keyListSchema.strict().parse(await (await session.fetch("/api/keys")).json()).data;
}

/** Calls the API as a program does: with a key, and without cookie or origin. */
export function callWith(
  { baseUrl }: Pick<Stack, "baseUrl">,
  token: string,
  path: string,
  { method = "GET", body }: { method?: string; body?: unknown } = {},
): Promise<Response> {
  return fetch(`${baseUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

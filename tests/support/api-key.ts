import { type CreatedKey, createdKeySchema, type Key, keyListSchema } from "@/lib/contracts/keys";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";

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

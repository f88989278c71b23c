import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { hashToken } from "@/lib/keys/token";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";

/** An API key with full access for this user's account, made where keys are kept. */
export async function giveKey({ db }: Pick<Stack, "db">, { email }: Pick<Session, "email">): Promise<string> {
  const token = `mk_${randomBytes(32).toString("base64url")}`;
  await db.query(
    `insert into api_keys (customer_id, id, name, token_hash, last_four, permission)
     select id, $2, 'Test', $3, $4, 'full_access' from customers where email = $1`,
    [email, uuidv7(), hashToken(token), token.slice(-4)],
  );
  return token;
}

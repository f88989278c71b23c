import { v7 as uuidv7 } from "uuid";
import { hashToken, makeToken } from "@/lib/keys/token";
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

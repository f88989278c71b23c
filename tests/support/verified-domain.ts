import { v7 as uuidv7 } from "uuid";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";
import { waitFor } from "./wait-for";

/** A domain that this user may send from, verified at Resend, too. */
export async function verifiedDomain(
  { sandbox, db }: Pick<Stack, "sandbox" | "db">,
  session: Session,
  name: string,
): Promise<void> {
  await sandbox.changeSettings({ domainVerification: { outcome: "verified", afterMs: 0 } });
  const created = await session.post("/api/domains", { name });
  if (created.status !== 201) throw new Error(`No domain: ${created.status} ${await created.text()}`);
  const { id } = (await created.json()) as { id: string };
  await session.post(`/api/domains/${id}/verify`);
  const isVerified = async () => {
    // MailKit asks Resend every 10 s, which nobody wants to wait for here.
    await db.query("update domains set checked_at = clock_timestamp() - interval '1 minute' where id = $1", [
      id,
    ]);
    const answer = await session.fetch(`/api/domains/${id}`);
    return ((await answer.json()) as { status: string }).status === "verified";
  };
  await waitFor(isVerified, { timeoutMs: 20_000, what: `${name} to be verified` });
}

/** The same in our books alone, for the customer with this address. Returns its id. */
export async function giveDomain({ db }: Pick<Stack, "db">, email: string, name: string): Promise<string> {
  const id = uuidv7();
  await db.query(
    `insert into domains (customer_id, id, name, resend_id, status, verified_at, checked_at)
     select id, $2::uuid, $3, $2::text, 'verified', now(), now() from customers where email = $1`,
    [email, id, name],
  );
  return id;
}

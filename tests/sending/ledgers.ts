import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";

/** Tag and metadata by which what MailKit sent and debited is found in the sandbox. */
const EMAIL_TAG = "mailkit_id";
const CAPTURE_METADATA = "mailkit_capture_id";

interface EmailFacts {
  id: string;
  status: string;
  credits: number;
  resend_id: string | null;
}

/** What became of one customer's emails: by our rows, and by what Resend and Dodo really did. */
export interface Ledgers {
  emails: EmailFacts[];
  held: number;
  balance: number;
  /** Mails that Resend took, by the id of the email they carry. */
  accepted: string[];
  /** Credits that our captures took at Dodo. */
  captured: number;
  dodoBalance: number;
}

/** Ends the leases of processes that are dead, which otherwise takes half a minute. */
export async function passLeases({ db }: Pick<Stack, "db">): Promise<void> {
  await db.query("update dispatches set lease_until = clock_timestamp() where state = 'open'");
  await db.query("update captures set lease_until = clock_timestamp() where state = 'open'");
}

/** Waits until nothing is on its way any more: every email is settled, and every sent one is paid. */
export async function untilSettled({ db }: Pick<Stack, "db">, timeoutMs = 20_000): Promise<void> {
  await waitFor(
    async () => {
      const { rows } = await db.query(
        `select 1 from emails where status in ('queued', 'sending') or (status = 'sent' and credits > 0 and captured_at is null)
         union all select 1 from captures where state = 'open'`,
      );
      return rows.length === 0;
    },
    { timeoutMs, what: "all emails to be settled and paid" },
  );
}

/** Waits until the mirror was confirmed after everything that may have changed the balance. */
export async function untilMirrored({ db }: Pick<Stack, "db">, customer: string): Promise<void> {
  const isMirrored = async () => {
    const { rowCount } = await db.query(
      `select 1 from credit_accounts a join customers c on c.id = a.customer_id
       where c.email = $1 and a.stale_since is null and a.open_capture_id is null`,
      [customer],
    );
    return rowCount === 1;
  };
  await waitFor(isMirrored, { timeoutMs: 60_000, what: `the balance of ${customer} to be confirmed` });
}

export async function readLedgers(
  { db, sandbox }: Pick<Stack, "db" | "sandbox">,
  address: string,
): Promise<Ledgers> {
  const { rows } = await db.query(
    `select c.id, c.dodo_customer_id, a.held::int, a.balance::int from customers c
     join credit_accounts a on a.customer_id = c.id where c.email = $1`,
    [address],
  );
  const customer = rows[0];
  const emails = await db.query<EmailFacts>(
    "select id, status, credits, resend_id from emails where customer_id = $1 and kind = 'customer' order by created_at, id",
    [customer.id],
  );
  const state = await sandbox.state();
  const ours = new Set(emails.rows.map((email) => email.id));
  const accepted = state.emails
    .map((mail) => mail.tags.find((tag) => tag.name === EMAIL_TAG)?.value ?? "")
    .filter((id) => ours.has(id));
  const debits = state.ledger.filter(
    (row) => row.customer_id === customer.dodo_customer_id && row.metadata[CAPTURE_METADATA] !== undefined,
  );
  const grants = state.grants.filter(
    (grant) => grant.customer_id === customer.dodo_customer_id && !grant.is_expired,
  );
  return {
    emails: emails.rows,
    held: customer.held,
    balance: customer.balance,
    accepted,
    captured: debits.reduce((sum, row) => sum + Number(row.amount), 0),
    dodoBalance: grants.reduce((sum, grant) => sum + Number(grant.remaining_amount), 0),
  };
}

/**
 * The invariants, once everything is settled. Returns what is broken, in words; nothing if all holds.
 * Conservation, at most once, no loss, nothing charged that was not sent, and a mirror that agrees with Dodo.
 */
export function brokenInvariants(ledgers: Ledgers): string[] {
  const { emails, accepted, captured, held, balance, dodoBalance } = ledgers;
  const sent = emails.filter((email) => email.status === "sent");
  const creditsSent = sent.reduce((sum, email) => sum + email.credits, 0);
  const broken: string[] = [];
  const mustHold = (holds: boolean, fault: string) => {
    if (!holds) broken.push(fault);
  };
  mustHold(new Set(accepted).size === accepted.length, `an email went out twice: ${accepted}`);
  mustHold(
    sent.every((email) => accepted.includes(email.id)),
    "an email counts as sent and Resend never took it",
  );
  mustHold(
    accepted.every((id) => sent.some((email) => email.id === id)),
    "Resend took an email that does not count as sent",
  );
  mustHold(captured === creditsSent, `${creditsSent} credits were sent and ${captured} captured`);
  mustHold(held === 0, `${held} credits are held for nothing`);
  mustHold(balance === dodoBalance, `the mirror says ${balance}, Dodo ${dodoBalance}`);
  mustHold(dodoBalance >= 0, `the balance at Dodo is ${dodoBalance}`);
  return broken;
}

import "server-only";
import { transaction } from "../db/client";
import { toListAddress } from "../suppressions/address";
import { suppress } from "../suppressions/suppress";
import { readUnsubscribeToken } from "../suppressions/unsubscribe-link";
import { type EmailRow, findEmail } from "./email-row";

/** Whom a link of an email's unsubscribes; null for a link that MailKit did not make, or whose email is gone. */
export async function readUnsubscribe(token: string): Promise<{ address: string; from: string } | null> {
  const email = await find(token);
  return email && { address: email.address, from: email.row.envelope.from };
}

/** Takes the recipient of the email off its sender's mails. Done twice it is done once. False for a link that is none. */
export async function unsubscribe(token: string): Promise<boolean> {
  const email = await find(token);
  if (!email) return false;
  const { address, row } = email;
  await transaction((tx) =>
    suppress(tx, [{ customerId: row.customerId, address, origin: "manual", emailId: row.id }]),
  );
  return true;
}

async function find(token: string): Promise<{ address: string; row: EmailRow } | null> {
  const ref = readUnsubscribeToken(token);
  const row = ref && (await findEmail(ref.customerId, ref.emailId));
  const address = toListAddress(row?.to[0] ?? "");
  return row && address !== null ? { address, row } : null;
}

import type { Stack } from "./stack";

/** The subjects of what MailKit wrote to an address by itself, oldest first, without sign-in links. */
export async function mailsTo({ sandbox }: Pick<Stack, "sandbox">, email: string): Promise<string[]> {
  const mails = await sandbox.emails(email);
  return mails
    .map(({ subject }) => subject)
    .filter((subject) => !subject.startsWith("Sign in"))
    .reverse();
}

/** Of these, those that warn of a low balance. */
export async function warningsTo(place: Pick<Stack, "sandbox">, email: string): Promise<string[]> {
  return (await mailsTo(place, email)).filter((subject) => /credits? left$/.test(subject));
}

/** What MailKit wrote to an address from its own books, where a mail stands as soon as it is written. */
export async function writtenTo({ db }: Pick<Stack, "db">, email: string): Promise<string[]> {
  const { rows } = await db.query(
    `select subject from emails where kind = 'system' and "to" = to_jsonb(array[$1::text]) order by id`,
    [email],
  );
  return rows.map(({ subject }) => subject);
}

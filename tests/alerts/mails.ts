import type { Stack } from "../support/stack";

/** The subjects of what MailKit wrote to an address by itself, oldest first, without sign-in links. */
export async function mailsTo({ sandbox }: Pick<Stack, "sandbox">, email: string): Promise<string[]> {
  const mails = await sandbox.emails(email);
  return mails
    .map(({ subject }) => subject)
    .filter((subject) => !subject.startsWith("Sign in"))
    .reverse();
}

/** The same from MailKit's own books, where a mail stands as soon as it is written. */
export async function writtenTo({ db }: Pick<Stack, "db">, email: string): Promise<string[]> {
  const { rows } = await db.query(
    `select subject from emails where kind = 'system' and "to" = to_jsonb(array[$1::text]) order by id`,
    [email],
  );
  return rows.map(({ subject }) => subject);
}

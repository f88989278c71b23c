import { type Answer, deliver, eventBody, resendEndpoint, sign } from "../support/provider-message";
import type { Session } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";

/** `done`: Resend takes the email and its answer is lost. `not done`: the call itself is lost. */
export type Loss = "done" | "not done";

/** Sends, and Resend is not heard until the fault is cleared. Returns the email's id, once a call for it has failed. */
export async function sendAndLose(stack: Stack, session: Session, loss: Loss, to: string): Promise<string> {
  const [before] = (await session.fetch("/api/dashboard/emails").then((answer) => answer.json())).data;
  await stack.sandbox.addFaults({
    target: "resend",
    method: "POST",
    path: "/emails",
    kind: loss === "done" ? "reset_after" : "reset_before",
    times: 1_000,
  });
  const answer = await session.post(
    "/api/send",
    { to, subject: `After ${before?.id ?? "nothing"}`, text: "Where am I?" },
    { Prefer: "respond-async" },
  );
  if (answer.status !== 202) throw new Error(`Not accepted: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  await waitFor(
    async () =>
      (
        await stack.db.query(
          "select 1 from emails where id = $1 and status = 'sending' and cause is not null",
          [id],
        )
      ).rowCount,
    { what: "a call to have failed" },
  );
  return id;
}

/** Twenty hours pass. Returns once the email is unresolved, with Resend well again, and nobody looking for it by himself. */
export async function becomeUnresolved({ db, sandbox }: Stack, emailId: string): Promise<void> {
  await db.query(
    `update dispatches set created_at = created_at - interval '21 hours', lease_until = clock_timestamp()
     where state = 'open'`,
  );
  await waitFor(async () => (await statusOf({ db }, emailId)) === "unresolved", {
    what: "the email to be unresolved",
  });
  await db.query(
    "update dispatches set lease_until = clock_timestamp() + interval '1 day' where state = 'unresolved'",
  );
  await sandbox.clearFaults();
}

export async function statusOf({ db }: Pick<Stack, "db">, emailId: string): Promise<string> {
  const { rows } = await db.query("select status from emails where id = $1", [emailId]);
  return rows[0]?.status;
}

/** The id at Resend of the email with this id of ours; undefined if Resend has none. */
export async function resendIdOf({ sandbox }: Stack, emailId: string): Promise<string | undefined> {
  return (await sandbox.emails()).find(({ tags }) => tags.some(({ value }) => value === emailId))?.id;
}

/** How often Resend was asked to send anything. */
export async function countSends({ sandbox }: Stack): Promise<number> {
  const { resendCalls } = await sandbox.state();
  return resendCalls
    .filter(({ method, route }) => method === "POST" && route.startsWith("/emails"))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The tags of an email, as an event has them. */
export async function tagsOf({ db }: Pick<Stack, "db">, emailId: string): Promise<Record<string, string>> {
  const { rows } = await db.query("select customer_id from emails where id = $1", [emailId]);
  return { mailkit_id: emailId, mailkit_customer: rows[0]?.customer_id };
}

/** Delivers an event of Resend's, signed as Resend does it. Returns its id. */
export async function tell(
  baseUrl: string,
  type: string,
  data: Record<string, unknown>,
  id?: string,
): Promise<{ id: string; answer: Answer }> {
  const message = sign({ id, body: eventBody(type, data), secret: resendEndpoint.secret });
  return { id: message.id, answer: await deliver(baseUrl, message, resendEndpoint) };
}

/** What became of an event, once it was applied. */
export async function outcomeOf({ db }: Pick<Stack, "db">, id: string): Promise<string> {
  return waitFor(
    async () =>
      (await db.query("select outcome from webhook_events where source = 'resend' and id = $1", [id])).rows[0]
        ?.outcome,
    { what: `event ${id} to be applied` },
  );
}

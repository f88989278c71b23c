import { buyTopup, readCredits } from "../support/buy";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";

/** Changes a balance at Dodo, as its dashboard does. */
export async function adjust(
  place: Pick<Stack, "db" | "sandbox">,
  session: Session,
  type: "debit" | "credit",
  credits: number,
): Promise<void> {
  if (credits > 0) await place.sandbox.adjust(await dodoIdOf(place, session.email), type, credits);
}

/** A customer with exactly this many credits, as the dashboard says. */
export async function customerWith(stack: Stack, name: string, credits: number): Promise<Session> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  const { available } = await buyTopup(session, stack);
  const difference = credits - available;
  await adjust(stack, session, difference < 0 ? "debit" : "credit", Math.abs(difference));
  await waitFor(async () => (await readCredits(session)).available === credits, {
    timeoutMs: 20_000,
    what: `a balance of ${credits}`,
  });
  return session;
}

/** A customer who has bought a top-up, and whose receipt for it, which goes the same way as their emails, is out. */
export async function customerWhoPaid(stack: Stack, name: string): Promise<Session> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  await buyTopup(session, stack);
  await settled(stack, session.email);
  return session;
}

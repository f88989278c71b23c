import { afterAll, beforeAll, expect, it } from "vitest";
import { adjust, customerWith } from "../sending/customers";
import { readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { settled } from "../support/settled";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { giveDomain } from "../support/verified-domain";
import { waitFor } from "../support/wait-for";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

async function scheduled(session: Session, extra: object): Promise<string> {
  const answer = await session.post("/api/send", {
    to: "later@mailbox.dev",
    subject: session.email,
    text: "Hi",
    scheduled_at: "in 1 day",
    ...extra,
  });
  expect(answer.status).toBe(202);
  return (await answer.json()).id;
}

/** Lets the time of a scheduled email come, and returns what became of it. */
async function whenDue(id: string): Promise<{ status: string; cause: string | null }> {
  await stack.db.query("update emails set scheduled_at = now() where id = $1", [id]);
  return waitFor(
    async () => {
      const { rows } = await stack.db.query("select status, cause from emails where id = $1", [id]);
      return ["sent", "failed"].includes(rows[0].status) ? rows[0] : null;
    },
    { what: "the email to be settled", timeoutMs: 20_000 },
  );
}

it("a scheduled email whose credits are gone by then does not go out, and nothing is owed for it", async () => {
  const session = await customerWith(stack, "due-poor", 2);
  const id = await scheduled(session, { cc: "two@mailbox.dev" });
  await adjust(stack, session, "debit", 2);
  await waitFor(async () => (await readCredits(session)).available < 0, { what: "the balance to fall" });
  expect(await whenDue(id)).toMatchObject({ status: "failed", cause: expect.stringContaining("credits") });
  await settled(stack);
  expect(await readCredits(session)).toMatchObject({ balance: 0, held: 0 });
});

it("a scheduled email from a domain that is no longer the sender's does not go out", async () => {
  const session = await customerWith(stack, "due-domain", 5);
  const domain = await giveDomain(stack, session.email, "due-domain.dev");
  const id = await scheduled(session, { from: "me@due-domain.dev" });
  await stack.db.query("delete from domains where id = $1", [domain]);
  expect(await whenDue(id)).toMatchObject({
    status: "failed",
    cause: expect.stringContaining("due-domain.dev"),
  });
  expect((await readCredits(session)).available).toBe(5);
});

it("a scheduled email to somebody who has unsubscribed meanwhile does not go out", async () => {
  const session = await customerWith(stack, "due-suppressed", 5);
  const id = await scheduled(session, { to: "Gone <GONE@mailbox.dev>" });
  const { token } = await giveKey(stack, session.email);
  const added = await fetch(`${stack.baseUrl}/suppressions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ email: "gone@mailbox.dev" }),
  });
  expect(added.status).toBe(201);
  expect(await whenDue(id)).toMatchObject({
    status: "failed",
    cause: expect.stringContaining("suppression"),
  });
  expect(await stack.sandbox.emails("gone@mailbox.dev")).toEqual([]);
});

it("a scheduled email that nothing has happened to goes out", async () => {
  const session = await customerWith(stack, "due-fine", 5);
  const id = await scheduled(session, {});
  expect(await whenDue(id)).toMatchObject({ status: "sent" });
});

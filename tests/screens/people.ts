import { buyWith, CARDS, drain, turnOn, untilStatus } from "../support/auto-topup";
import { buyPlan, buyTopup } from "../support/buy";
import { customerOf, signInOperator } from "../support/operator";
import { type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";

/** People whose account is in a state of its own, by that state. */
export async function people(stack: Stack) {
  const buyer = async (name: string, buy = buyTopup) => {
    const session = await signIn(stack, `${name}@mailbox.dev`);
    await buy(session, stack);
    return session;
  };
  const low = await buyer("low");
  await drain(stack, low, 312);
  const empty = await buyer("empty");
  await drain(stack, empty, 0);
  const paused = await buyer("paused");
  const operator = await signInOperator(stack);
  await operator.act({
    action: "customer.pause",
    customer_id: await customerOf(stack, paused.email),
    reason: "Your last campaign was not asked for.",
    note: "Ticket 7",
  });
  const pastDue = await buyer("past-due", buyPlan);
  await failRenewal(stack, pastDue);
  return { low, empty, paused, pastDue, operator, ...(await autoTopUps(stack)) };
}

/** Auto top-up in each of the states that last. */
async function autoTopUps(stack: Stack) {
  const buyer = async (name: string, card?: string, terms?: object) => {
    const session = await signIn(stack, `auto-${name}@mailbox.dev`);
    await buyWith(stack, session, card ?? CARDS.good);
    if (terms) await turnOn(session, terms);
    return session;
  };
  const off = await buyer("off");
  await buyWith(stack, off, CARDS.other);
  const on = await buyer("on", CARDS.good, {});
  const capped = await buyer("capped", CARDS.good, { monthly_cap: 1 });
  await drain(stack, capped, 900);
  await untilStatus(capped, "cap_reached");
  const stopped = await buyer("stopped", CARDS.declinedLater, {});
  await drain(stack, stopped, 900);
  await untilStatus(stopped, "stopped");
  const running = await buyer("running", CARDS.good, {});
  await stack.sandbox.changeSettings({ savedCardCharge: "processing" });
  await drain(stack, running, 900);
  await untilStatus(running, "running");
  return { autoOff: off, autoOn: on, autoCapped: capped, autoStopped: stopped, autoRunning: running };
}

/** What the button "Fail renewal" of the sandbox's page does. */
async function failRenewal({ sandbox, sandboxUrl }: Stack, { email }: Session): Promise<void> {
  await sandbox.changeSettings({ renewalGraceMs: 86_400_000 });
  const { subscriptions } = await sandbox.state();
  const id = subscriptions.find(({ customer }) => customer.email === email)?.subscription_id ?? "";
  await fetch(`${sandboxUrl}/actions/fail-renewal`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ subscriptionId: id }),
  });
}

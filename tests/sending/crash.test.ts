import { afterAll, beforeAll, describe, it } from "vitest";
import { buyTopup, readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { AT_CHECKPOINT, CRASH_POINTS, crashAndRecover } from "./crashes";
import { passLeases } from "./ledgers";

/** Long enough for a restart on a busy machine, so that no message is given up meanwhile. */
const RETRY_SCHEDULE_MS = [0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800];
const WEBHOOK_CHECKPOINTS = ["webhook-verified", "webhook-stored", "webhook-applied"];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  await stack.sandbox.changeSettings({ webhooks: { retryScheduleMs: RETRY_SCHEDULE_MS } });
});
afterAll(() => stack?.stop());

describe.each([
  { who: "a caller who tries again with the same key", retries: true, points: CRASH_POINTS },
  // Where it makes a difference that nobody asks again; all points are in tests/soak.
  { who: "a caller who never comes back", retries: false, points: CRASH_POINTS.slice(1, 5) },
])("one email and one credit, or none of both, for $who, after a crash at", ({ retries, points }) => {
  it.each(points)("$name", (point) => crashAndRecover(stack, { point, size: 1, retries }));
});

describe("a payment adds its credits once, after a crash at", () => {
  it.each(WEBHOOK_CHECKPOINTS)("%s", async (checkpoint) => {
    if (stack.hasEnded()) await stack.restart();
    const session = await signIn(stack, `crash-${checkpoint}@mailbox.dev`);
    await buyTopup(session, stack);
    // With the receipt of the top-up, which goes the same way.
    await settled(stack, session.email);
    const before = await readCredits(session);
    const checkout = await startCheckout("/api/checkout/topup", session);
    await stack.restart(0, { ...AT_CHECKPOINT, AT_CHECKPOINT: checkpoint });
    await stack.sandbox.pay(checkout, "4242424242424242");
    await waitFor(() => stack.hasEnded(), { what: "the process to die" });
    await passLeases(stack);
    await stack.restart();
    await waitFor(
      async () => {
        const { rows } = await stack.db.query("select 1 from webhook_events where applied_at is null");
        const { waitingForRetry, isIdle } = await stack.sandbox.webhooksIdle();
        return isIdle && waitingForRetry === 0 && rows.length === 0;
      },
      { timeoutMs: 30_000, what: "every webhook to be delivered and applied" },
    );
    // A look that finds no room in Dodo's budget shows the number from before.
    await waitFor(async () => (await readCredits(session)).available === before.available + 5000, {
      what: "the bought credits, once",
    });
  });
});

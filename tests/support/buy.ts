import { checkoutStartedSchema } from "@/lib/contracts/checkout";
import { type Credits, creditsSchema } from "@/lib/contracts/credits";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";
import { waitFor } from "./wait-for";

/** Dodo's test card that is always accepted. */
const GOOD_CARD = "4242424242424242";

type Place = Pick<Stack, "sandbox">;

/** Subscribes to the plan and pays. Returns once the credits can be spent. */
export const buyPlan = (session: Session, stack: Place) => buy("/api/checkout/subscribe", session, stack);

/** Buys a top-up pack and pays. Returns once the credits can be spent. */
export const buyTopup = (session: Session, stack: Place) => buy("/api/checkout/topup", session, stack);

/** Starts a checkout. Returns the id of its session at Dodo, which its hosted page carries last in its path. */
export async function startCheckout(path: string, session: Session): Promise<string> {
  const answer = await session.post(path);
  if (!answer.ok) throw new Error(`No checkout: ${answer.status} ${await answer.text()}`);
  const { checkout_url } = checkoutStartedSchema.parse(await answer.json());
  return new URL(checkout_url).pathname.split("/").filter(Boolean).at(-1) ?? "";
}

/** The balance as the dashboard sees it. */
export async function readCredits(session: Session): Promise<Credits> {
  const answer = await session.fetch("/api/credits");
  if (!answer.ok) throw new Error(`No balance: ${answer.status} ${await answer.text()}`);
  return creditsSchema.parse(await answer.json());
}

async function buy(path: string, session: Session, { sandbox }: Place): Promise<Credits> {
  const { available: before } = await readCredits(session);
  const checkout = await startCheckout(path, session);
  const { status } = await sandbox.pay(checkout, GOOD_CARD, { email: session.email });
  if (status !== "succeeded") throw new Error(`The payment ended as ${status}.`);
  return waitFor(
    async () => {
      const credits = await readCredits(session);
      return credits.available > before ? credits : null;
    },
    { timeoutMs: 20_000, what: "the bought credits to be in the balance" },
  );
}

import "server-only";
import { checkpoint } from "../checkpoint";
import { log } from "../log";
import type { Next } from "../pump";
import { openSecret } from "../secret-box";
import { claimDelivery, type Delivery } from "./claim";
import { allowsLoopback } from "./endpoint-url";
import { takeOff } from "./in-flight";
import { type PostOutcome, post } from "./post";
import { settleAttempt } from "./settle-attempt";
import { signedHeaders } from "./sign";

/** The next message to deliver. */
export async function nextDelivery(): Promise<Next> {
  const delivery = await claimDelivery();
  if (delivery === null) return null;
  // The pump looks again, unless it is to stop: there may be a hundred thousand more to discard.
  if (delivery === "discarded") return async () => null;
  const land = takeOff(delivery);
  return async () => {
    try {
      return await deliver(delivery);
    } finally {
      land();
    }
  };
}

/**
 * Makes one attempt and commits what came of it. A process that dies in between has delivered a message that is
 * delivered once more when its lease ends, under the same id: receivers tell by it. Returns when to look again, in ms.
 */
async function deliver(delivery: Delivery): Promise<number | null> {
  const outcome = await attempt(delivery);
  checkpoint("outgoing-posted");
  return settleAttempt(delivery, outcome);
}

async function attempt({ customerId, endpointId, messageId, url, body, ...delivery }: Delivery) {
  const secrets = openSecrets({ customerId, endpointId, ...delivery });
  if (typeof secrets === "string") return noOutcome(secrets);
  const headers = {
    "content-type": "application/json",
    "user-agent": "MailKit-Webhooks/1",
    ...signedHeaders({ messageId, body, secrets, at: new Date() }),
  };
  return post({ url, headers, body }, { allowsLoopback: allowsLoopback() });
}

type Sealed = Pick<Delivery, "customerId" | "endpointId" | "secret" | "previousSecret">;

/** The secrets that sign, or why there are none. One before a rotation that can't be opened was rotated for that reason. */
function openSecrets({ customerId, endpointId, secret, previousSecret }: Sealed): string[] | string {
  const owner = { customerId, endpointId };
  let present: string;
  try {
    present = openSecret(secret, owner);
  } catch (error) {
    log.error("A webhook can't be signed: its secret can't be opened", { customerId, error });
    return error instanceof Error ? error.message : "The message could not be signed.";
  }
  try {
    return previousSecret === null ? [present] : [present, openSecret(previousSecret, owner)];
  } catch {
    return [present];
  }
}

function noOutcome(answer: string): PostOutcome {
  return { status: null, answer, durationMs: 0 };
}

import "server-only";
import { type Address, parseAddress } from "../contracts/address";
import type { SendRequest } from "../contracts/send";
import { isVerifiedDomain } from "../domains/verified";
import { env } from "../env";
import { AppError } from "../errors";
import { suppressedAmong } from "../suppressions/find";
import { asItIs, type WrittenEmail, writeEmails } from "../templates/write-emails";
import type { Message } from "./message";
import { parseScheduledAt } from "./schedule-time";

/** Whose email it is, as far as its final form depends on it. */
export interface Sender {
  customerId: string;
  customerEmail: string;
  /** The one domain that the API key may send from; null for any of the customer's. */
  keyDomain: string | null;
  /** Whether the customer suppresses anybody: without a list there is nothing to look up. */
  hasSuppressions: boolean;
}

/** What a request became, or why it can't be sent. */
export type Resolved = Message | AppError;

/**
 * Looks up all that requests leave open: what their templates say, who they are from, when they go out, and which
 * recipients are suppressed; at most three questions to the database for any number of them. A request that can't be
 * sent has its error in its place: `domain_not_verified`, `restricted_api_key`, `all_suppressed`, `not_found` for a
 * template, or InvalidInput for values that don't fit it and for a time that is none.
 */
export async function resolveMessages(sender: Sender, requests: readonly SendRequest[]): Promise<Resolved[]> {
  const written = await writeEmails(sender.customerId, requests);
  const final = written.flatMap((one) => (one instanceof AppError ? [] : [one.request]));
  const [suppressed, verified] = await Promise.all([
    sender.hasSuppressions
      ? suppressedAmong(sender.customerId, [...new Set(final.flatMap(recipientsOf).map(bareAddress))])
      : new Set<string>(),
    findVerified(sender, final),
  ]);
  return written.map((email) => {
    if (email instanceof AppError) return email;
    try {
      return resolve(sender, email, suppressed, verified);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  });
}

/** For a request whose key is known to be taken: it is stored nowhere, only compared with what the key names. */
export function asWritten({ customerEmail }: Sender, request: SendRequest): Message {
  return {
    ...asItIs(request),
    from: env().EMAIL_FROM,
    defaultReplyTo: customerEmail,
    skipped: [],
    scheduledAt: null,
    isRepeat: true,
  };
}

function resolve(
  sender: Sender,
  { request, template }: WrittenEmail,
  suppressed: ReadonlySet<string>,
  verified: ReadonlySet<string>,
): Message {
  const isLeft = (address: string) => !suppressed.has(bareAddress(address));
  const left = {
    ...request,
    to: request.to.filter(isLeft),
    cc: request.cc.filter(isLeft),
    bcc: request.bcc.filter(isLeft),
  };
  const skipped = recipientsOf(request).filter((address) => !isLeft(address));
  // Resend takes no email without a `to`, and what is left in cc and bcc was not meant to be alone.
  if (left.to.length === 0)
    throw new AppError(
      "all_suppressed",
      "Every recipient in `to` is on your suppression list, so nothing was sent and nothing was charged.",
      { skipped },
    );
  return {
    request: left,
    template,
    from: resolveFrom(sender, request.from, verified),
    defaultReplyTo: sender.customerEmail,
    skipped,
    scheduledAt:
      request.scheduled_at === undefined ? null : parseScheduledAt(request.scheduled_at, new Date()),
    isRepeat: false,
  };
}

type Recipients = Pick<SendRequest, "to" | "cc" | "bcc">;
const recipientsOf = ({ to, cc, bcc }: Recipients) => [...to, ...cc, ...bcc];
const bareAddress = (text: string) => (parseAddress(text)?.address ?? text).toLowerCase();

/** Those of the senders' domains that are the customer's own, and verified. */
async function findVerified(
  { customerId }: Sender,
  requests: readonly Pick<SendRequest, "from">[],
): Promise<Set<string>> {
  const addresses = requests.flatMap(({ from }) => (from === undefined ? [] : (parseAddress(from) ?? [])));
  const foreign = addresses.filter((address) => !isOperator(address)).map(domainOf);
  const found = await Promise.all(
    [...new Set(foreign)].map(async (domain) =>
      (await isVerifiedDomain(customerId, domain)) ? [domain] : [],
    ),
  );
  return new Set(found.flat());
}

/** The sender: on a domain that this customer has verified, exactly; else nobody but the operator. */
function resolveFrom({ keyDomain }: Sender, from: string | undefined, verified: ReadonlySet<string>): string {
  const given = from === undefined ? null : parseAddress(from);
  const domain = given && domainOf(given);
  if (keyDomain !== null && domain !== keyDomain)
    throw new AppError(
      "restricted_api_key",
      `This API key may only send from addresses at ${keyDomain}. Set \`from\` to one of them.`,
    );
  // The operator's address comes with the operator's name: nobody writes as MailKit itself under a name of their own.
  if (!given || from === undefined || domain === null || isOperator(given)) return env().EMAIL_FROM;
  if (verified.has(domain)) return from;
  throw new AppError(
    "domain_not_verified",
    `The ${domain} domain is not verified. Add and verify it on ${env().BASE_URL}/dashboard/domains, or send from ${env().EMAIL_FROM}.`,
    { domain },
  );
}

const isOperator = ({ address }: Address) =>
  address.toLowerCase() === parseAddress(env().EMAIL_FROM)?.address.toLowerCase();
const domainOf = ({ address }: Address) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

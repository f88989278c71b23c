import { buyPlan, buyTopup } from "./buy";
import { giveHistory } from "./history";
import type { Session } from "./sign-in";
import type { Stack } from "./stack";
import { verifiedDomain } from "./verified-domain";
import { waitFor } from "./wait-for";

/** The pages of the dashboard of a customer who has some of everything, by their addresses. */
export interface LivedIn {
  emailPath: string;
  domainPath: string;
  webhookPath: string;
  capturePath: string;
}

/** Oldest first. The one to example.com is refused, and shows what that looks like. */
const emails: readonly { to: string | string[]; subject: string }[] = [
  { to: "delivered+grace@resend.dev", subject: "Your receipt for October" },
  { to: "someone@example.com", subject: "Confirm your new address" },
  { to: "delivered+ada@resend.dev", subject: "Welcome aboard, Ada" },
  {
    to: ["delivered+ops@resend.dev", "delivered+oncall@resend.dev", "delivered+lead@resend.dev"],
    subject: "Deploy finished in 48 seconds",
  },
  { to: "delivered+linus@resend.dev", subject: "Reset your password" },
];

/** Spent at Dodo, so that the bar of credits shows something. */
const SPENT = 764;

/** Gives somebody new an account that has been used: a plan and a top-up, emails, keys, a domain, a webhook, suppressions. */
export async function liveIn(stack: Stack, session: Session, domain: string): Promise<LivedIn> {
  await buyPlan(session, stack);
  await buyTopup(session, stack);
  const { customers } = await stack.sandbox.state();
  const customer = customers.find(({ email }) => email === session.email);
  await stack.sandbox.adjust(customer?.customer_id ?? "", "debit", SPENT);
  const history = [29, 24, 21, 17, 14, 11, 9, 8, 6, 5, 3, 2, 1].map((daysAgo, index) => ({
    daysAgo,
    emails: 4 + ((index * 7) % 11),
    lastEvent: "delivered",
  }));
  await giveHistory(stack, session.email, [...history, { daysAgo: 12, emails: 2, lastEvent: "bounced" }]);
  const ids = await Promise.all([
    idOf(session, "/api/keys", { name: "Production", permission: "full_access" }, ({ key }) => key?.id),
    idOf(session, "/api/keys", { name: "Newsletter", permission: "sending_access", daily_credits: 500 }),
    idOf(session, "/api/webhooks", {
      endpoint: "https://example.com/webhooks/mailkit",
      events: ["email.delivered", "email.bounced", "credits.low"],
    }),
    idOf(session, "/api/suppressions", { email: "gone@example.com" }),
    idOf(session, "/api/suppressions", { email: "no-more@example.com" }),
  ]);
  await verifiedDomain(stack, session, domain);
  const { data } = (await (await session.fetch("/api/domains")).json()) as { data: { id: string }[] };
  let emailId = "";
  for (const email of emails)
    emailId = await idOf(session, "/api/send", { ...email, html: "<p>Hello!</p>", text: "Hello!" });
  return {
    emailPath: `/dashboard/emails/${emailId}`,
    domainPath: `/dashboard/domains/${data[0]?.id}`,
    webhookPath: `/dashboard/webhooks/${ids[2]}`,
    capturePath: await capturePath(session, emailId),
  };
}

type Created = { id?: string; key?: { id: string } };

async function idOf(
  session: Session,
  path: string,
  body: object,
  read = ({ id }: Created) => id,
): Promise<string> {
  const answer = await session.post(path, body);
  return read((await answer.json()) as Created) ?? "";
}

/** The page of the debit that pays for an email, once there is one. */
async function capturePath(session: Session, emailId: string): Promise<string> {
  return waitFor(
    async () => {
      const answer = await session.fetch(`/api/dashboard/emails/${emailId}`);
      const { capture } = (await answer.json()) as { capture: { id: string } | null };
      return capture && `/dashboard/billing/captures/${capture.id}`;
    },
    { what: "the email to be paid for" },
  );
}

import { type LivedIn, liveIn } from "../support/lived-in";
import { inviteAndJoin, inviteByMail } from "../support/members";
import { requestLink, type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";

/** A name that is as long as names may be, to see where it is cut or wraps. */
const LONG_NAME = "Integration tests of the warehouse in Friedrichshafen-Kluftern (staging, read only)";
const LONG_ADDRESS = "delivered+a-rather-long-name-that-goes-on-and-on.for.a.while@resend.dev";

const TEMPLATE = {
  name: "Order confirmation",
  alias: "order-confirmation",
  subject: "Your order {{{ORDER}}} is on its way",
  from: "Lovelace Shop <orders@mail.lovelace.dev>",
  blocks: [
    { type: "heading", text: "Thank you, {{{NAME}}}", level: 1 },
    { type: "paragraph", text: "Your order {{{ORDER}}} left us today. It comes to {{{TOTAL}}}." },
    { type: "button", text: "Follow your order", url: "https://example.com/orders" },
    { type: "divider" },
    { type: "paragraph", text: "Questions? Answer this email." },
  ],
  variables: [
    { key: "NAME", type: "string", fallback_value: "there" },
    { key: "ORDER", type: "string" },
    { key: "TOTAL", type: "number", fallback_value: 25 },
  ],
};

/** What a customer may have besides what everybody has who has used MailKit for a while, by addresses of pages. */
export interface Furnished extends LivedIn {
  blocksPath: string;
  htmlPath: string;
  domainWaitingPath: string;
  /** Emails by what became of them. */
  emails: Record<"failed" | "bounced" | "scheduled" | "canceled" | "many", string>;
  invitePath: string;
  unsubscribePath: string;
}

/** A send that is refused makes an email as well, which says why. */
interface Made {
  id?: string;
  key?: { id: string };
  email_id?: string;
}

/** Gives an account some of everything there is. */
export async function furnish(stack: Stack, session: Session): Promise<Furnished> {
  const made = async (path: string, body: object) => {
    const answer = await session.post(path, body);
    const { id, key, email_id } = (await answer.json()) as Made;
    const made = id ?? key?.id ?? email_id;
    if (!made) throw new Error(`${path} made nothing: ${answer.status}`);
    return made;
  };
  const send = async (subject: string, to: string | string[], more: object = {}) => {
    const id = await made("/api/send", { subject, to, text: "Hello!", html: "<p>Hello!</p>", ...more });
    return `/dashboard/emails/${id}`;
  };
  const lived = await liveIn(stack, session, "mail.lovelace.dev");

  const blocks = await made("/api/templates", TEMPLATE);
  await session.post(`/api/templates/${blocks}/publish`);
  const html = await made("/api/templates", {
    name: LONG_NAME,
    subject: "Receipt {{{NO}}}",
    html: "<h1>Receipt</h1>\n<p>{{{NO}}}</p>",
  });
  await made("/api/keys", {
    name: LONG_NAME.slice(0, 50),
    permission: "full_access",
    monthly_credits: 100_000,
  });
  await stack.sandbox.changeSettings({ domainVerification: { outcome: "pending", afterMs: 0 } });
  const waiting = await made("/api/domains", {
    name: "a-subdomain-with-a-very-long-name.newsletter.lovelace.dev",
  });

  await signIn(stack, "charles@lovelace.dev");
  await inviteAndJoin(stack, session, "augusta.ada.king.countess.of.lovelace@lovelace.dev", "developer");
  const invite = await inviteByMail(stack, session, "mary@somerville.dev", "viewer");
  const [day, hour] = [86_400_000, 3_600_000];
  const later = (ms: number) => ({ scheduled_at: new Date(Date.now() + ms).toISOString() });
  const emails = {
    failed: await send("Your invoice for November", "someone@example.com"),
    bounced: await send("A package waits for you", "bounced@resend.dev"),
    scheduled: await send("The newsletter of December", LONG_ADDRESS, later(day)),
    canceled: await send("Black Friday, only today", "delivered+list@resend.dev", later(hour)),
    many: await send(
      "Minutes of the meeting on the plan for the coming year, with everything that was decided",
      [LONG_ADDRESS, ...Array.from({ length: 8 }, (_, number) => `delivered+team${number}@resend.dev`)],
      {
        cc: ["delivered+boss@resend.dev"],
        attachments: [{ filename: "minutes.pdf", content: Buffer.from("minutes").toString("base64") }],
        tags: [{ name: "meeting", value: "plan" }],
      },
    ),
  };
  await session.post(`${emails.canceled.replace("/dashboard", "/api")}/cancel`);
  await send("News of the shop", "delivered+reader@resend.dev", { unsubscribe: true });
  const [mail] = await stack.sandbox.emails("delivered+reader@resend.dev");
  const unsubscribe = /^<(.+)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
  return {
    ...lived,
    blocksPath: `/dashboard/templates/${blocks}`,
    htmlPath: `/dashboard/templates/${html}`,
    domainWaitingPath: `/dashboard/domains/${waiting}`,
    emails,
    invitePath: `/invite?token=${invite}`,
    unsubscribePath: new URL(unsubscribe).pathname.replace("/api", ""),
  };
}

/** An unused sign-in link. */
export const linkOf = async (stack: Stack): Promise<string> => {
  const { pathname, search } = await requestLink(stack, "new@lovelace.dev");
  return pathname + search;
};

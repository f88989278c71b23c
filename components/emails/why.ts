import type { Route } from "next";
import { catalogue } from "@/lib/catalogue";
import type { EmailDetail } from "@/lib/contracts/email";
import type { EmailEvent } from "@/lib/contracts/email-event";
import { copyHref } from "./paths";

/** Why an email is not where it should be, and what to do. */
export interface Why {
  tone: "danger" | "warning" | "info";
  question:
    | "Why did this not send?"
    | "Why has this not been sent yet?"
    | "Why did this not arrive?"
    | "What went wrong?";
  /** The cause in a sentence. */
  cause: string;
  advice: string;
  /** Where the advice leads. */
  link: { href: Route; text: string } | null;
  /** The mail provider's own words. */
  answer: readonly string[];
}

const DOMAINS = { href: "/dashboard/domains", text: "Check your domains" } as const;
const SUPPRESSIONS = { href: "/dashboard/suppressions", text: "Look at your suppressions" } as const;

/** Null for an email with which all is well. Pure. */
export function whyOf(email: EmailDetail): Why | null {
  switch (email.status) {
    case "failed":
      return failed(email);
    case "unresolved":
      return {
        tone: "warning",
        question: "Why did this not send?",
        cause: "It is not known whether this email was sent.",
        advice:
          "It may have arrived, so it is not sent a second time. We are looking into it; until we know, its credits stay on hold. They are captured if it was sent, and given back if it was not. If it must arrive now, ask the recipient before you send it again.",
        link: null,
        answer: wordsOf(email.provider_answer),
      };
    case "queued":
    case "sending":
      return waiting(email);
    case "sent":
      return notArrived(email);
    default:
      return null;
  }
}

function failed({ id, cause, provider_answer }: EmailDetail): Why {
  const text = cause ?? "";
  const [advice, link] = /domain is not verified/i.test(text)
    ? ([
        "Verify the domain that it is sent from, or send from another one. Then send it again.",
        DOMAINS,
      ] as const)
    : /testing emails|test mode/i.test(text)
      ? ([
          `The mail provider is in test mode and only takes mail to its owner. Ask whoever runs this ${catalogue.productName} to verify a domain.`,
          null,
        ] as const)
      : ([
          "Correct what the answer names, and send it again. With the API, use a new Idempotency-Key.",
          again(id),
        ] as const);
  return {
    tone: "danger",
    question: "Why did this not send?",
    cause: "This email was not sent, and its credits were given back.",
    advice,
    link,
    answer: wordsOf(provider_answer ?? cause),
  };
}

function waiting({ status, cause, provider_answer }: EmailDetail): Why {
  const calm =
    status === "queued" ? "It is waiting for its turn." : "It is being handed to the mail provider.";
  return {
    tone: "info",
    question: "Why has this not been sent yet?",
    cause: cause ?? calm,
    advice: "There is nothing to do: it goes out by itself, and this page follows it.",
    link: null,
    answer: wordsOf(provider_answer),
  };
}

const again = (emailId: string) => ({ href: copyHref(emailId), text: "Write it again" });

type Reason = Pick<Why, "tone" | "cause" | "advice"> & { link: Why["link"] | "again" };
const AFTER_IT_WAS_SENT: Partial<Record<string, Reason>> = {
  bounced: {
    tone: "danger",
    cause: "The recipient's server refused this email for good.",
    advice:
      "Check the address for mistakes and send to the right one. The address is on your suppression list now, so it costs nothing further.",
    link: SUPPRESSIONS,
  },
  bouncedForNow: {
    tone: "danger",
    cause: "The recipient's server refused this email for now.",
    advice:
      "The mailbox may be full or the server busy. Send it again later. It was sent, so its credits are spent.",
    link: "again",
  },
  suppressed: {
    tone: "warning",
    cause: "The mail provider did not deliver this email because the address bounced or complained before.",
    advice: "If the address works again, ask its owner, then take it off your suppression list.",
    link: SUPPRESSIONS,
  },
  failed: {
    tone: "danger",
    cause: "The mail provider took this email and then gave up on it.",
    advice: "Correct what the answer names, and send it again.",
    link: "again",
  },
  complained: {
    tone: "danger",
    cause: "It arrived, and the recipient marked it as spam.",
    advice:
      "Do not send to this address again; it is on your suppression list now. Many complaints keep all of your mail out of inboxes.",
    link: SUPPRESSIONS,
  },
  delivery_delayed: {
    tone: "warning",
    cause: "The recipient's server has not taken this email yet.",
    advice: "There is nothing to do: the mail provider keeps trying, and this page follows it.",
    link: null,
  },
};

function notArrived({ id, events, last_event: reached }: EmailDetail): Why | null {
  const event = events.findLast(({ type }) => type === reached);
  const isForNow = reached === "bounced" && /transient/i.test(event?.bounce?.type ?? "");
  const why = AFTER_IT_WAS_SENT[isForNow ? "bouncedForNow" : (reached ?? "")];
  return why
    ? {
        ...why,
        link: why.link === "again" ? again(id) : why.link,
        question: reached === "complained" ? "What went wrong?" : "Why did this not arrive?",
        answer: eventWords(event),
      }
    : null;
}

function eventWords(event: EmailEvent | undefined): string[] {
  const { bounce, failed: failure, suppressed } = event ?? {};
  return [
    ...wordsOf(bounce && [bounce.type, bounce.subType].filter(Boolean).join(", ")),
    ...wordsOf(bounce?.message),
    ...(bounce?.diagnosticCode ?? []),
    ...wordsOf(failure?.reason),
    ...wordsOf(suppressed?.message),
  ];
}

const wordsOf = (text: string | null | undefined) => (text ? [text] : []);

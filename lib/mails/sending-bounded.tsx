import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

type Bound =
  | { kind: "paused"; by: "operator" | "bounces" | "complaints" | "dispute"; reason: string }
  | { kind: "slowed"; reason: string; dailyCredits: number }
  | { kind: "limited"; dailyCredits: number };

interface SendingBoundedMailProps {
  bound: Bound;
  available: number;
  /** Credits of accepted emails that are not paid yet. */
  held: number;
  /** Where it can be looked into. */
  url: string;
}

/** Tells a customer that sending is paused or limited from now on: why, what stays, and what to do. */
export function SendingBoundedMail({ bound, available, held, url }: SendingBoundedMailProps) {
  const stays = `Your ${count(available)} stay${available === 1 ? "s" : ""} yours.`;
  return (
    <MailFrame
      preview={bound.kind === "limited" ? limit(bound.dailyCredits) : bound.reason}
      title={titles[bound.kind]}
      footer={`${catalogue.productName} sends this once each time sending is paused or limited. It can't be switched off.`}
    >
      <Text style={words}>{bound.kind === "limited" ? limit(bound.dailyCredits) : bound.reason}</Text>
      <Text style={words}>{bound.kind === "paused" ? whatWaits(stays, held) : whatGoesOn(stays, bound)}</Text>
      <Text style={words}>{whatToDo(bound)}</Text>
      <Button href={url} style={button}>
        Open the dashboard
      </Button>
    </MailFrame>
  );
}

const titles: Record<Bound["kind"], string> = {
  paused: "Sending from your account is paused",
  slowed: "Sending from your account is slowed down",
  limited: "Your account has a daily limit",
};

const count = (credits: number) => `${credits.toLocaleString("en")} email credit${credits === 1 ? "" : "s"}`;
const limit = (dailyCredits: number) => `You can use ${count(dailyCredits)} a day (UTC) from now on.`;

function whatWaits(stays: string, held: number): string {
  const waits =
    held > 0
      ? `${held.toLocaleString("en")} more ${held === 1 ? "is" : "are"} on hold for emails that were accepted: those that have not left wait, and go out by themselves when sending is resumed.`
      : "Nothing of yours waits to be sent.";
  return `${stays} ${waits} New emails are refused meanwhile, and cost nothing.`;
}

function whatGoesOn(stays: string, bound: Exclude<Bound, { kind: "paused" }>): string {
  const accepted = "Emails that were accepted go out as usual.";
  return bound.kind === "slowed"
    ? `${limit(bound.dailyCredits)} ${stays} ${accepted}`
    : `${stays} ${accepted} What is more than the limit is refused until the next day, and costs nothing.`;
}

const BOUNCES =
  "Take the addresses that bounced off your lists: they are on your suppression list already. Write only to people who gave you their address themselves.";
const COMPLAINTS =
  "Write only to people who asked for it, and let them unsubscribe with one click. Who complained is on your suppression list already.";

function whatToDo(bound: Bound): string {
  if (bound.kind === "slowed")
    return `${BOUNCES} The limit goes by itself once the rates are better. If they get worse, sending is paused.`;
  if (bound.kind === "limited") return "If you need more, answer this mail and say what you send to whom.";
  switch (bound.by) {
    case "bounces":
      return `${BOUNCES} Then answer this mail, say what you have changed, and sending is resumed.`;
    case "complaints":
      return `${COMPLAINTS} Then answer this mail, say what you have changed, and sending is resumed.`;
    case "dispute":
      return "Answer this mail, so that it can be cleared up with your bank. If the dispute is withdrawn, sending goes on by itself.";
    default:
      return "Answer this mail to have sending resumed.";
  }
}

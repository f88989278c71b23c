import { describe, expect, it } from "vitest";
import { timelineOf } from "@/components/emails/timeline";
import { whyOf } from "@/components/emails/why";
import type { EmailDetail } from "@/lib/contracts/email";
import { EMAIL } from "./email-detail";

const event = (type: "bounced" | "failed", detail: object) => ({
  last_event: type,
  events: [{ id: "1", type, occurred_at: "2026-01-01T00:00:00Z", ...detail }],
});
const bounce = (type: string) =>
  event("bounced", {
    bounce: { type, subType: "General", message: "No such user.", diagnosticCode: ["550 5.1.1"] },
  });

describe("an email that is not where it should be says why, what to do, and what the provider answered", () => {
  it.each<[string, Partial<EmailDetail>, RegExp, RegExp, string[]]>([
    [
      "failed",
      { status: "failed", cause: "Bad `to`." },
      /not sent, and its credits were given back/,
      /Correct/,
      ["Bad `to`."],
    ],
    [
      "failed for its domain",
      { status: "failed", cause: "The a.dev domain is not verified." },
      /not sent/,
      /Verify the domain/,
      ["The a.dev domain is not verified."],
    ],
    [
      "unresolved",
      { status: "unresolved", provider_answer: "Resend did not answer." },
      /not known whether/,
      /not sent a second time/,
      ["Resend did not answer."],
    ],
    [
      "waiting",
      { status: "queued", cause: "Sending is paused for a moment." },
      /paused/,
      /nothing to do/,
      [],
    ],
    [
      "bounced for good",
      bounce("Permanent"),
      /for good/,
      /suppression list/,
      ["Permanent, General", "No such user.", "550 5.1.1"],
    ],
    [
      "bounced for now",
      bounce("Transient"),
      /for now/,
      /again later/,
      ["Transient, General", "No such user.", "550 5.1.1"],
    ],
    [
      "given up",
      event("failed", { failed: { reason: "reached_quota" } }),
      /gave up/,
      /Correct/,
      ["reached_quota"],
    ],
    ["delayed", { last_event: "delivery_delayed" }, /not taken this email yet/, /keeps trying/, []],
    ["suppressed", { last_event: "suppressed" }, /bounced or complained before/, /suppression list/, []],
    ["complained", { last_event: "complained" }, /marked it as spam/, /Do not send/, []],
  ])("%s", (_name, facts, cause, advice, answer) => {
    const why = whyOf({ ...EMAIL, ...facts });
    expect(why?.cause).toMatch(cause);
    expect(why?.advice).toMatch(advice);
    expect(why?.answer).toEqual(answer);
  });

  it.each(["scheduled", "canceled"] as const)("%s has nothing to explain", (status) => {
    expect(whyOf({ ...EMAIL, status })).toBeNull();
  });

  it.each([null, "sent", "delivered", "opened", "clicked"] as const)(
    "neither has one that is %s",
    (last_event) => {
      expect(whyOf({ ...EMAIL, last_event })).toBeNull();
    },
  );
});

describe("the timeline goes to the end, whichever it is", () => {
  const settled_at = "2026-01-01T00:05:00Z";
  const ended = (facts: Partial<EmailDetail>) =>
    timelineOf({ ...EMAIL, sent_at: null, settled_at, ...facts }).map(({ title, words, at }) => [
      title,
      at,
      words,
    ]);

  it.each<[EmailDetail["status"], string, string]>([
    ["failed", "Failed", "It was not sent, and its credits were given back."],
    ["canceled", "Canceled", "Its credits were given back."],
    ["unresolved", "Outcome unknown", "Its credits stay on hold until it is known."],
  ])("%s, with its time and what became of the credits", (status, title, words) => {
    expect(ended({ status, cause: "Bad `to`." }).at(-1)).toEqual([title, settled_at, [words]]);
  });

  it("sent, with what became of it afterwards, and nothing is an end that may yet be sent", () => {
    const titles = timelineOf({ ...EMAIL, settled_at, ...bounce("Permanent") }).map(({ title }) => title);
    expect(titles).toEqual(["Accepted", "Sent", "Bounced"]);
    for (const status of ["scheduled", "queued", "sending"] as const)
      expect(ended({ status, settled_at: null })).toHaveLength(1);
  });
});

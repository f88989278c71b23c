import { expect, it } from "vitest";
import { standingOf } from "@/components/balance/standing";
import type { CreditStatus, Credits } from "@/lib/contracts/credits";

const notice = (kind: NonNullable<Credits["sending"]>["kind"], isAccepting: boolean, reason = "") => ({
  kind,
  reason,
  is_accepting: isAccepting,
  daily_credits: null,
  left_today: null,
});

it.each<[string, CreditStatus, Credits["sending"], string, string | null]>([
  ["nothing is wrong", "ok", null, "Ready to send", null],
  [
    "paused",
    "ok",
    notice("paused", false, "Too many bounced."),
    "Sending is paused",
    "Too many bounced. Write to support.",
  ],
  [
    "paused without credits",
    "empty",
    notice("paused", false, "Why."),
    "Sending is paused",
    "Why. Write to support.",
  ],
  [
    "stopped for all, accepting",
    "ok",
    notice("halted", true, "It is stopped."),
    "Stopped for all",
    "It is stopped. What you send is accepted, and waits.",
  ],
  [
    "stopped for all, refusing",
    "low",
    notice("halted", false, "It is stopped."),
    "Stopped for all",
    "It is stopped. New emails are refused.",
  ],
  ["slowed", "low", notice("slowed", true, "Some bounced."), "Slowed down", "Some bounced."],
  ["slowed, and no credits", "empty", notice("slowed", true, "Some bounced."), "Sending is stopped", null],
  [
    "slowed, the day used up",
    "ok",
    notice("slowed", false, "Some bounced."),
    "Daily limit reached",
    "Some bounced. You can send again tomorrow (UTC).",
  ],
  ["new, with some left", "ok", notice("new", true), "Ready to send", null],
  [
    "new, the day used up",
    "ok",
    notice("new", false),
    "Daily limit reached",
    "You can send again tomorrow (UTC).",
  ],
  ["limited, low", "low", notice("limited", true), "Running low", null],
])("the balance card says what is the case: %s", (_, status, sending, text, reason) => {
  expect(standingOf({ status, sending })).toMatchObject({ text, reason });
});

import fc from "fast-check";
import type { Dispatch } from "@/lib/db/schema/emails";
import type { FinalOutcome } from "@/lib/sending/settle";

const WHAT = [
  ...[
    "accept",
    "accept",
    "accept",
    "claimDispatch",
    "claimDispatch",
    "settleDispatch",
    "requeue",
    "postpone",
  ],
  ...["loadAccount", "mirrorRead", "mirrorRead", "openCapture", "openCapture", "claimExpiredCapture"],
  ...["settleCaptured", "settleInsufficient", "postponeCapture", "findCaptureWork", "findDispatchWork"],
  ...["markStale", "wait", "wait"],
];

/** One thing that happens to both. */
export const step = fc.record({
  what: fc.constantFrom(...WHAT),
  customer: fc.nat(2),
  which: fc.nat(30),
  number: fc.nat(12),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What Resend answers to a call, by the number of a step. */
export function outcomeOf({ members }: Dispatch, number: number): FinalOutcome {
  if (number % 7 === 5) return { kind: "divided", reason: "one of them is bad" };
  if (number % 7 === 6) return { kind: "contradiction", reason: "another payload" };
  return {
    kind: "settled",
    members: members.map((member, index) =>
      (index + number) % 4 === 0
        ? { kind: "refused", reason: "no" }
        : { kind: "sent", resendId: `re_${member.emailId}` },
    ),
  };
}

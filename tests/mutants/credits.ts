import type { Mutant } from "./mutant";
import { mirror, rules, unit } from "./suites";

const CAPTURE = "lib/credits/capture.ts";
const SETTLE_CAPTURE = "lib/credits/settle-capture.ts";
const ACCOUNT = "lib/credits/account.ts";

/** What capturing and the mirror rest on. */
export const creditsMutants: Mutant[] = [
  {
    rule: "1 conditional updates",
    name: "a capture is settled by everybody who drives it",
    edits: [
      {
        file: SETTLE_CAPTURE,
        find: 'eq(captures.state, "open")))\n      .returning({ id: captures.id });\n    if (!won)',
        replace: "))\n      .returning({ id: captures.id });\n    if (!won)",
      },
    ],
    suite: rules("two processes"),
  },
  {
    rule: "3 one key, one payload",
    name: "a retry at Dodo has a new key",
    edits: [
      {
        file: CAPTURE,
        find: "idempotencyKey: capture.id,",
        replace: "idempotencyKey: capture.attempts > 1 ? crypto.randomUUID() : capture.id,",
      },
    ],
    suite: rules("to Dodo, whether"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a 409 is not a capture",
    edits: [
      {
        file: "lib/dodo/ledger.ts",
        find: 'if (answer.status === 409) return { kind: "captured", ledgerEntryId: null, balanceAfter: null };',
        replace: "",
      },
    ],
    suite: rules("to Dodo, whether"),
  },
  {
    rule: "4 Dodo's answers",
    name: "too few credits count as captured",
    edits: [
      {
        file: "lib/dodo/ledger.ts",
        find: 'return { kind: "insufficient", reason: answer.reason };',
        replace: 'return { kind: "captured", ledgerEntryId: null, balanceAfter: null };',
      },
    ],
    suite: rules("stays owed"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a debit that is refused gets a new key",
    edits: [
      {
        file: SETTLE_CAPTURE,
        find: "if (parked) await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);",
        replace: `if (!parked) return;
    await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);
    await tx.delete(captures).where(isThis(capture));
    await tx.update(emails).set({ captureId: null }).where(eq(emails.captureId, capture.id));`,
      },
    ],
    suite: rules("although it then says that there is too little"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a 5xx counts as certain",
    edits: [{ file: "lib/dodo/client.ts", find: "error.status < 500 && ", replace: "" }],
    suite: unit("dodo-decisions"),
  },
  {
    rule: "6 holds and captures",
    name: "an email is paid before it is known as sent",
    edits: [
      { file: "lib/credits/claim-capture.ts", find: 'and(eq(emails.status, "sent"), ', replace: "and(" },
    ],
    suite: rules("while Resend has not answered"),
  },
  {
    rule: "9 the mirror",
    name: "a read is taken although a capture has landed since it began",
    edits: [{ file: ACCOUNT, find: "eq(creditAccounts.version, before.version),", replace: "" }],
    suite: mirror,
  },
  {
    rule: "9 the mirror",
    name: "a read is taken while a capture is in flight",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text.
    edits: [{ file: ACCOUNT, find: "sql`${creditAccounts.openCaptureId} is null`,\n", replace: "" }],
    suite: mirror,
  },
];

import "server-only";
import { AppError } from "../errors";
import { log } from "../log";
import { sentEmails } from "./export-emails";
import * as money from "./export-money";
import type { Row, Section } from "./export-rows";
import * as sections from "./export-sections";

/** In the order in which they are written: what is small first, so that a reader learns early what this is. */
const SECTIONS: readonly [type: string, section: Section][] = [
  ["account", sections.account],
  ["member", sections.people],
  ["invite", sections.openInvites],
  ["api_key", sections.keys],
  ["api_key_usage", sections.keyUse],
  ["domain", sections.sendingDomains],
  ["webhook", sections.webhooks],
  ["template", sections.templatesOf],
  ["template_version", sections.templateVersionsOf],
  ["alert_settings", money.alerts],
  ["auto_topup", money.autoTopUp],
  ["auto_topup_attempt", money.autoTopUpAttempts],
  ["plan", money.plans],
  ["purchase", money.purchases],
  ["usage", money.usage],
  ["suppression", sections.suppressed],
  ["email", sentEmails],
  ["ledger_entry", money.ledger],
];
/** Lines are handed on in pieces of about this size. */
const PIECE_CHARS = 64 * 1024;

/**
 * All that MailKit keeps of a customer, but for secrets, as JSON lines: each has a `type`, and the last one is `end`, which
 * says how many of each there were and what could not be read. A file without that line was cut off. It is read as fast
 * as it is taken, so it needs the same memory however much there is.
 */
export function exportAccount(customerId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = readLines(customerId);
  return new ReadableStream({
    async pull(controller) {
      let piece = "";
      while (piece.length < PIECE_CHARS) {
        const { value, done } = await lines.next();
        if (done) {
          if (piece !== "") controller.enqueue(encoder.encode(piece));
          return controller.close();
        }
        piece += value;
      }
      controller.enqueue(encoder.encode(piece));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}

async function* readLines(customerId: string): AsyncGenerator<string> {
  const counts: Record<string, number> = {};
  const missing: { type: string; reason: string }[] = [];
  for (const [type, section] of SECTIONS) {
    counts[type] = 0;
    try {
      for await (const row of section(customerId)) {
        counts[type] += 1;
        yield toLine({ type, ...row });
      }
    } catch (error) {
      log.warn("A part of an export could not be read", { customerId, reason: type, error });
      const reason = error instanceof AppError ? error.message : "It could not be read. Try again later.";
      missing.push({ type, reason });
    }
  }
  yield toLine({ type: "end", is_complete: missing.length === 0, counts, missing });
}

const toLine = (row: Row) => `${JSON.stringify(row)}\n`;

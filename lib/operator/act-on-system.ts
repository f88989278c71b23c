import "server-only";
import { sql } from "drizzle-orm";
import type { OperatorAction } from "../contracts/operator";
import { AppError } from "../errors";
import type { Change } from "./audit";

type Of<Name extends OperatorAction["action"]> = Extract<OperatorAction, { action: Name }>;

/** Has a provider that is paused or stopped tried at once. */
export async function tryLine({ action, provider }: Of<"line.try">, change: Change): Promise<string> {
  await change({ action, subject: provider }, async (tx) => {
    await tx.execute(sql`update provider_lines set paused_until = null where provider = ${provider}`);
  });
  return "The next call tries it.";
}

/** Has a message applied again. Applying is the same twice, so this can do no harm. Throws `not_found`. */
export async function replay({ action, source, id }: Of<"webhook.replay">, change: Change): Promise<string> {
  await change({ action, subject: `${source} ${id}` }, async (tx) => {
    const { rows } = await tx.execute(
      sql`update webhook_events set applied_at = null, outcome = null where source = ${source} and id = ${id} returning id`,
    );
    if (rows.length === 0) throw new AppError("not_found", "There is no such message; it may be too old.");
  });
  return "It is applied again now.";
}

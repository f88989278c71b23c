import "server-only";
import { countRecipients } from "../contracts/email-rules";
import type { DryRun } from "../contracts/resend/emails";
import { transaction } from "../db/client";
import { AppError } from "../errors";
import { isWithinBudget, readUse } from "../keys/budget";
import { barredError, readBar } from "../tenants/bar";
import type { SendingKey } from "./candidate";
import type { Message } from "./message";
import type { Ports } from "./ports";
import type { Resolved } from "./resolve";

interface Asking {
  customerId: string;
  key: SendingKey | null;
}

/** What sending would cost and whether it would be accepted, by the balance as it is mirrored. Changes nothing. */
export async function tryOut(
  { credits }: Ports,
  { customerId, key }: Asking,
  resolved: readonly Resolved[],
): Promise<DryRun> {
  const wrong = resolved.find((one) => one instanceof AppError);
  const messages = resolved.filter((one): one is Message => !(one instanceof AppError));
  const required = messages.reduce((sum, { request }) => sum + countRecipients(request), 0);
  const { available, quota } = await credits.loadAccount(customerId);
  const refusal =
    wrong ??
    (await barred(customerId, quota, required)) ??
    (available < required ? SHORT : await overBudget(customerId, key, required));
  return {
    dry_run: true,
    would_be_accepted: refusal === null,
    reason: refusal?.code ?? null,
    message: refusal?.message ?? null,
    credits: { required, available },
    skipped: messages.flatMap(({ skipped }) => skipped),
    scheduled_at: messages.find(({ scheduledAt }) => scheduledAt)?.scheduledAt?.toISOString() ?? null,
  };
}

type Refusal = Pick<AppError, "code" | "message">;
const SHORT: Refusal = {
  code: "insufficient_credits",
  message: "There are not enough email credits for this.",
};

async function barred(customerId: string, quota: number | null, credits: number): Promise<Refusal | null> {
  if (quota === null || quota >= credits) return null;
  const bar = await readBar(customerId);
  return bar && (bar.kind === "paused" || bar.left < credits) ? barredError(bar, credits) : null;
}

async function overBudget(
  customerId: string,
  key: SendingKey | null,
  credits: number,
): Promise<Refusal | null> {
  if (!key) return null;
  const used = await transaction((tx) => readUse(tx, [{ customerId, keyId: key.id }]));
  const verdict = isWithinBudget(key, used.get(key.id) ?? { today: 0, month: 0 }, credits);
  if (verdict === "ok") return null;
  return { code: `${verdict}_key_budget`, message: `This would exceed the API key's ${verdict} budget.` };
}

import "server-only";
import { eq } from "drizzle-orm";
import type { SendingNotice } from "../contracts/sending-notice";
import { database, transaction } from "../db/client";
import { creditAccounts } from "../db/schema/credits";
import { providerLines } from "../db/schema/operations";
import { type SendingControl, sendingControls } from "../db/schema/operator";
import { AppError } from "../errors";
import { supportAddress } from "../support";
import { readControls, renewIfOld, today } from "./controls";

/** What keeps a customer from sending besides their credits. */
export type Bar = { kind: "paused"; reason: string } | { kind: "capped"; dailyCredits: number; left: number };

/** What bars the customer now, after a limit of yesterday was renewed; null if nothing does. */
export async function readBar(customerId: string): Promise<Bar | null> {
  await transaction((tx) => renewIfOld(tx, customerId));
  const control = await readControls(customerId);
  if (control?.pausedAt) return { kind: "paused", reason: control.pausedReason ?? "" };
  if (control === null || control.quotaCap === null) return null;
  const [account] = await database()
    .select({ quota: creditAccounts.quota })
    .from(creditAccounts)
    .where(eq(creditAccounts.customerId, customerId));
  return { kind: "capped", dailyCredits: control.quotaCap, left: Math.max(0, account?.quota ?? 0) };
}

/** The same for the caller. `credits`: what the request needs. */
export function barredError(bar: Bar, credits: number): AppError {
  if (bar.kind === "paused")
    return new AppError(
      "sending_paused",
      `Sending from your account is paused: ${bar.reason} Nothing was charged. Write to ${supportAddress()} to have it resumed; what was accepted before waits until then.`,
      { pause_reason: bar.reason },
    );
  const { dailyCredits, left } = bar;
  return new AppError(
    "daily_limit",
    `Your account may use ${dailyCredits.toLocaleString("en")} credits a day (UTC) at present, and has ${left.toLocaleString("en")} left today. Nothing was charged. Try again tomorrow, or ask ${supportAddress()} to lift the limit.`,
    { required: credits, daily_limit: dailyCredits, retry_after: secondsToNextDay(new Date()) },
  );
}

function secondsToNextDay(now: Date): number {
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return Math.ceil((next - now.getTime()) / 1000);
}

const HALTED = "The operator has stopped all sending for now.";

/** What customers are told of what bounds their sending; null if nothing does. */
export async function readSendingNotice(customerId: string): Promise<SendingNotice | null> {
  const [row] = await database()
    .select({
      quota: creditAccounts.quota,
      control: sendingControls,
      haltedAt: providerLines.haltedAt,
      isRefusing: providerLines.isRefusing,
    })
    .from(creditAccounts)
    .leftJoin(sendingControls, eq(sendingControls.customerId, creditAccounts.customerId))
    .leftJoin(providerLines, eq(providerLines.provider, "resend"))
    .where(eq(creditAccounts.customerId, customerId));
  if (!row) return null;
  const { control, quota, haltedAt, isRefusing } = row;
  const unlimited = { daily_credits: null, left_today: null };
  if (control?.pausedAt)
    return { kind: "paused", reason: control.pausedReason ?? "", is_accepting: false, ...unlimited };
  if (haltedAt !== null) return { kind: "halted", reason: HALTED, is_accepting: !isRefusing, ...unlimited };
  return control && limitOf(control, quota);
}

/** A daily limit, and what is left of it: what was left yesterday says nothing of today. */
function limitOf(control: SendingControl, quota: number | null): SendingNotice | null {
  const { slowedAt, slowedReason, dailyCredits, quotaCap, quotaDay } = control;
  if (quotaCap === null) return null;
  const left = quotaDay === today() && quota !== null ? Math.max(0, quota) : quotaCap;
  const limit = { is_accepting: left > 0, daily_credits: quotaCap, left_today: left };
  if (slowedAt !== null) return { kind: "slowed", reason: slowedReason ?? "", ...limit };
  return { kind: dailyCredits === null ? "new" : "limited", reason: "", ...limit };
}

import "server-only";
import { loadAccount } from "../credits/account";
import { readMailSettings } from "../credits/mail-settings";
import { claimNotices } from "../credits/notices";
import { linkTo, writeSystemMail } from "../credits/system-mail";
import type { Executor } from "../db/client";
import { SendingBoundedMail } from "../mails/sending-bounded";
import type { NewBound } from "./news";

const SUBJECTS: Record<NewBound["kind"], string> = {
  paused: "Sending from your account is paused",
  slowed: "Sending from your account is slowed down",
  limited: "Your account has a daily limit",
};

/**
 * Tells those who get a customer's alerts that sending is bounded from now on: why, what stays, what to do. In the transaction
 * that bounds it, under the lock of the account, so it is one mail each, however many processes found the same. Nobody can
 * switch it off: without it their mail stops, and they don't know why.
 */
export async function tellBounded(tx: Executor, customerId: string, bound: NewBound): Promise<void> {
  // Who is at the edge of a rate is slowed down and let go many times a day.
  const day = new Date().toISOString().slice(0, 10);
  if (bound.kind === "slowed" && (await claimNotices(tx, customerId, [`slowed ${day}`])).length === 0) return;
  const { available, held } = await loadAccount(customerId, tx);
  const body = SendingBoundedMail({
    bound,
    available: Math.max(0, available),
    held,
    url: linkTo(pathFor(bound)),
  });
  const mail = { customerId, subject: SUBJECTS[bound.kind], body, available: Math.max(0, available) };
  await writeSystemMail(tx, mail, await readMailSettings(tx, customerId));
}

/** Where that can be seen which it is about. */
function pathFor(bound: NewBound): `/${string}` {
  if (bound.kind === "slowed") return "/dashboard/emails";
  switch (bound.kind === "paused" ? bound.by : "operator") {
    case "bounces":
      return "/dashboard/emails?status=bounced";
    case "complaints":
      return "/dashboard/emails?status=complained";
    case "dispute":
      return "/dashboard/billing";
    default:
      return "/dashboard";
  }
}

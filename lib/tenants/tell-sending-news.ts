import "server-only";
import { loadAccount } from "../credits/account";
import { readMailSettings } from "../credits/mail-settings";
import { claimNotices } from "../credits/notices";
import { linkTo, writeSystemMail } from "../credits/system-mail";
import type { Executor } from "../db/client";
import { SendingBoundedMail } from "../mails/sending-bounded";
import { SendingResumedMail } from "../mails/sending-resumed";
import type { SendingNews } from "./news";

const SUBJECTS: Record<SendingNews["kind"], string> = {
  paused: "Sending from your account is paused",
  slowed: "Sending from your account is slowed down",
  limited: "Your account has a daily limit",
  resumed: "Sending from your account is resumed",
};

/**
 * Tells those who get a customer's alerts that sending is bounded from now on, why, what stays and what to do, or that a pause
 * is over. In the transaction that bounds or resumes it, under the lock of the account, so it is one mail each, however many
 * processes found the same. Nobody can switch it off: without it their mail stops, and they don't know why, or waits for them to
 * look whether it goes on.
 */
export async function tellSendingNews(tx: Executor, customerId: string, news: SendingNews): Promise<void> {
  // Who is at the edge of a rate is slowed down and let go many times a day.
  const day = new Date().toISOString().slice(0, 10);
  if (news.kind === "slowed" && (await claimNotices(tx, customerId, [`slowed ${day}`])).length === 0) return;
  const account = await loadAccount(customerId, tx);
  const facts = {
    available: Math.max(0, account.available),
    held: account.held,
    url: linkTo(pathFor(news)),
  };
  const body =
    news.kind === "resumed"
      ? SendingResumedMail({ ...facts, dailyCredits: news.dailyCredits })
      : SendingBoundedMail({ ...facts, bound: news });
  const mail = { customerId, subject: SUBJECTS[news.kind], body, available: facts.available };
  await writeSystemMail(tx, mail, await readMailSettings(tx, customerId));
}

/** Where that can be seen which it is about. */
function pathFor(news: SendingNews): `/${string}` {
  if (news.kind === "slowed") return "/dashboard/emails";
  switch (news.kind === "paused" ? news.by : "operator") {
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

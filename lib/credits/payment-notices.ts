import "server-only";
import { and, eq } from "drizzle-orm";
import { catalogue, planOfKey } from "../catalogue";
import type { Executor } from "../db/client";
import { subscriptions } from "../db/schema/credits";
import type { PaymentNews } from "../dodo/payment-news";
import { PaymentFailedMail } from "../mails/payment-failed";
import { TopUpReceivedMail } from "../mails/topup-received";
import { loadAccount } from "./account";
import { readMailSettings } from "./mail-settings";
import { claimNotices } from "./notices";
import { linkTo, writeSystemMail } from "./system-mail";

type Of<Kind extends PaymentNews["kind"]> = Extract<PaymentNews, { kind: Kind }>;

/** Tells a customer how a payment ended, once per payment, in the transaction that heard of it. */
export async function tellOfPayment(tx: Executor, customerId: string, news: PaymentNews): Promise<void> {
  return news.kind === "topup_paid" ? tellReceived(tx, customerId, news) : tellFailed(tx, customerId, news);
}

async function tellReceived(tx: Executor, customerId: string, news: Of<"topup_paid">): Promise<void> {
  const settings = await readMailSettings(tx, customerId);
  if (!settings.receipts) return;
  if ((await claimNotices(tx, customerId, [`topup ${news.paymentId}`])).length === 0) return;
  const { credits } = news;
  const body = TopUpReceivedMail({
    credits,
    price: priceOf(news),
    lifeDays: catalogue.creditLifeDays,
    billingUrl: linkTo("/dashboard/billing"),
  });
  const subject = `Top-up received: ${credits.toLocaleString("en")} email credits`;
  await writeSystemMail(
    tx,
    { customerId, subject, body, available: await availableOf(tx, customerId) },
    settings,
  );
}

/** Nobody can switch this one off: without it the plan ends, and they don't know why. */
async function tellFailed(tx: Executor, customerId: string, news: Of<"plan_failed">): Promise<void> {
  const plan = await renewedPlan(tx, customerId, news.dodoSubscriptionId);
  if (plan === null) return;
  if ((await claimNotices(tx, customerId, [`payment_failed ${news.paymentId}`])).length === 0) return;
  const body = PaymentFailedMail({
    plan,
    price: priceOf(news),
    card: news.card,
    reason: news.reason,
    billingUrl: linkTo("/dashboard/billing"),
  });
  const subject = `Payment failed: ${plan} could not be renewed`;
  const settings = await readMailSettings(tx, customerId);
  await writeSystemMail(
    tx,
    { customerId, subject, body, available: await availableOf(tx, customerId) },
    settings,
  );
}

/** The name of the plan that was to be renewed; null for a first payment: who makes it sees the decline on the page where they pay. */
async function renewedPlan(
  tx: Executor,
  customerId: string,
  dodoSubscriptionId: string,
): Promise<string | null> {
  const [known] = await tx
    .select({ status: subscriptions.status, planKey: subscriptions.planKey })
    .from(subscriptions)
    .where(
      and(eq(subscriptions.customerId, customerId), eq(subscriptions.dodoSubscriptionId, dodoSubscriptionId)),
    );
  if (known === undefined || known.status === "pending" || known.status === "failed") return null;
  return planOfKey(known.planKey).name;
}

const availableOf = async (tx: Executor, customerId: string) =>
  Math.max(0, (await loadAccount(customerId, tx)).available);

function priceOf({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

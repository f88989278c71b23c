import { randomBytes } from "node:crypto";
import { offers, productVariable } from "@/lib/catalogue";
import { readConfiguration } from "@/lib/checks/configuration";
import { checkSender } from "@/lib/checks/sender";
import { type DodoAccount, openDodoAccount } from "@/lib/dodo/account";
import { maySendOnly, openResendAccount, type ResendAccount } from "@/lib/resend/account";
import { listResendDomains } from "@/lib/resend/account-lists";
import { planCredit, planProducts } from "./dodo";
import type { EnvFile } from "./env-file";
import type { Values } from "./inputs";
import type { Plan, Step } from "./plan";
import { keepSecret } from "./terminal";
import { planDodoWebhook, planResendWebhook } from "./webhooks";

/** A person waits, and a provider's bad minute passes. */
const MANNERS = { attempts: 5, timeoutMs: 15_000 };

/** Setup's own inputs, which go into the file as they are. */
const INPUTS = [
  "BASE_URL",
  "DODO_PAYMENTS_API_KEY",
  "DODO_PAYMENTS_ENVIRONMENT",
  "RESEND_API_KEY",
  "EMAIL_FROM",
];
/** What is told to nobody, also not when it changes. */
const IS_SECRET = /_(KEY|SECRET)$/;

export interface Accounts {
  dodo: DodoAccount;
  resend: ResendAccount;
}

/** Opens both accounts. No call is made. */
export function openAccounts(values: Values): Accounts {
  const { value } = readConfiguration(values);
  return {
    dodo: openDodoAccount(
      {
        apiKey: value("DODO_PAYMENTS_API_KEY") ?? "",
        environment: value("DODO_PAYMENTS_ENVIRONMENT") === "live_mode" ? "live_mode" : "test_mode",
        baseUrl: value("DODO_PAYMENTS_BASE_URL"),
      },
      MANNERS,
    ),
    resend: openResendAccount(
      { apiKey: value("RESEND_API_KEY") ?? "", baseUrl: value("RESEND_BASE_URL") },
      MANNERS,
    ),
  };
}

/** Looks at everything and changes nothing. Throws AccountTrouble. */
export async function survey(
  { dodo, resend }: Accounts,
  values: Values,
  { wantsWebhooks }: { wantsWebhooks: boolean },
): Promise<Plan> {
  const configuration = readConfiguration(values);
  const plan: Plan = { steps: [], found: new Map() };
  for (const name of INPUTS) plan.found.set(name, values[name]?.trim() ?? "");
  const place = { configuration, isWanted: wantsWebhooks };
  await planCredit(dodo, plan, configuration);
  await planProducts(dodo, plan, configuration);
  await planDodoWebhook(dodo, plan, place);
  try {
    const sender = checkSender(configuration.value("EMAIL_FROM"), await listResendDomains(resend));
    const text = sender.fix === undefined ? sender.text : `${sender.text} ${sender.fix}`;
    plan.steps.push({ kind: sender.state === "ok" ? "keep" : "note", text });
    await planResendWebhook(resend, plan, place);
  } catch (error) {
    if (!maySendOnly(error)) throw error;
    const text = "RESEND_API_KEY may only send: its domain and webhook are for you to look after.";
    plan.steps.push({ kind: "note", text });
  }
  return plan;
}

/** Which variables of the file would become others. A blank one, and those of a new file, are nobody's words. */
export function fileSteps({ text, isNew }: EnvFile, { found }: Plan): Step[] {
  if (isNew) return [];
  return [...found].flatMap(([name, value]): Step[] => {
    const before = text.get(name);
    if (before === undefined || before === value) return [];
    const how = IS_SECRET.test(name) ? "another value" : `${value} instead of ${before}`;
    return [{ kind: "change", text: `${name} in the file: ${how}.` }];
  });
}

/** Puts what was found into the file, and a secret of the app's own if it has none. */
export function fillIn({ text }: EnvFile, { found }: Plan, values: Values): void {
  for (const [name, value] of found) text.set(name, value);
  if (values.NEXTAUTH_SECRET?.trim()) return;
  const secret = randomBytes(32).toString("base64");
  keepSecret(secret);
  text.set("NEXTAUTH_SECRET", secret);
}

/** Everything that must be known before the file is written. */
export const WANTED = ["CREDIT_ENTITLEMENT_ID", ...offers.map(productVariable), "DODO_WEBHOOK_KEY"];

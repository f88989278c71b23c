import "server-only";
import { offers } from "../catalogue";
import type { Check } from "../contracts/checks";
import { type DodoAccount, openDodoAccount } from "../dodo/account";
import { listCredits, readCredit, touchCredit } from "../dodo/account-credits";
import { checking, failed, ok, skipped, troubleOf } from "./check";
import { checkClock } from "./clock";
import type { CheckContext } from "./context";
import { checkCredit, checkProduct } from "./dodo-products";
import { checkDodoWebhook } from "./dodo-webhook";
import { checkLimit } from "./limits";

/** The key, what it may do, and everything at Dodo that the configuration names. */
export async function checkDodo(context: CheckContext): Promise<Check[]> {
  const { configuration, manners } = context;
  const apiKey = configuration.value("DODO_PAYMENTS_API_KEY");
  const environment = configuration.value("DODO_PAYMENTS_ENVIRONMENT");
  if (!apiKey || !environment)
    return [skipped("dodo_key", "Dodo was not asked: its key or DODO_PAYMENTS_ENVIRONMENT is missing.")];
  const isLive = environment === "live_mode";
  const mode = checkMode(apiKey, isLive);
  const account = openDodoAccount(
    {
      apiKey,
      environment: isLive ? "live_mode" : "test_mode",
      baseUrl: configuration.value("DODO_PAYMENTS_BASE_URL"),
    },
    manners,
  );
  try {
    await listCredits(account);
  } catch (error) {
    return [mode, troubleOf("dodo_key", error)];
  }
  const seen = account.seen();
  return [
    mode,
    ok("dodo_key", `Dodo takes the key (${environment}).`),
    ...(context.triesWriting ? [await checkWriting(account, context)] : []),
    checkClock("dodo_clock", "Dodo's", seen?.skewMs ?? null),
    checkLimit("dodo_limit", "Dodo", seen),
    ...(await checkThings(account, context)),
  ];
}

/** One after the other: it is a small budget, and nobody waits for this. */
async function checkThings(account: DodoAccount, context: CheckContext): Promise<Check[]> {
  const checks = [await checkCredit(account, context)];
  for (const offer of offers) checks.push(await checkProduct(account, context, offer));
  return [...checks, await checkDodoWebhook(account, context)];
}

/** Keys say in their beginning which of Dodo's two worlds they are of. */
function checkMode(apiKey: string, isLive: boolean): Check {
  const [, world] = /^dodo_(test|live)_/.exec(apiKey) ?? [];
  if (world === undefined || (world === "live") === isLive)
    return ok("dodo_mode", `The key goes with DODO_PAYMENTS_ENVIRONMENT (${isLive ? "live" : "test"} mode).`);
  return failed(
    "dodo_mode",
    `DODO_PAYMENTS_API_KEY is of ${world} mode, and DODO_PAYMENTS_ENVIRONMENT says ${isLive ? "live_mode" : "test_mode"}.`,
    `Set DODO_PAYMENTS_ENVIRONMENT=${world}_mode, or use a key of the other mode; products and webhooks are not shared.`,
  );
}

/** Captures write. A key that may only read answers every look well. */
function checkWriting(account: DodoAccount, { configuration }: CheckContext): Promise<Check> {
  return checking("dodo_write", async () => {
    const id = configuration.value("CREDIT_ENTITLEMENT_ID");
    const credit = id ? await readCredit(account, id) : null;
    if (!credit)
      return skipped("dodo_write", "Whether the key may write could not be told without the credit.");
    try {
      await touchCredit(account, credit.id);
    } catch (error) {
      const trouble = troubleOf("dodo_write", error);
      // A change of nothing may well be refused for being none: then the key was not the reason.
      if (!trouble.text.startsWith("Dodo refuses the question")) return trouble;
    }
    return ok("dodo_write", "The key may write, which captures need.");
  });
}

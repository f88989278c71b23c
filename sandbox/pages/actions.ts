import { Hono } from "hono";
import { z } from "zod";
import { found } from "../dodo/errors";
import { createLedgerEntry } from "../dodo/ledger-entry";
import { mainCreditId } from "../dodo/main-credit";
import { failRenewal, renew } from "../dodo/renewal";
import { cancelNow } from "../dodo/subscriptions";
import { runDueWork } from "../due";
import type { SandboxEnv } from "../http";
import type { Sandbox } from "../sandbox";

const entryType = z.enum(["credit", "debit"]);

/** The dashboard's forms. Each does one thing and leads back to its page, with a sentence about the result. */
export function actionRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { store, webhooks, clock } = sandbox;
  const app = new Hono<SandboxEnv>();

  const action = (name: string, run: (form: Record<string, string>) => string): void => {
    app.post(`/${name}`, async (c) => {
      const form = z.record(z.string(), z.string()).parse(await c.req.parseBody());
      const note = new URLSearchParams();
      try {
        note.set("done", run(form));
      } catch (error) {
        note.set("error", error instanceof Error ? error.message : String(error));
      }
      // Only ever back to a page of the sandbox.
      const back = form.back?.startsWith("/") && !form.back.startsWith("//") ? form.back : "/";
      return c.redirect(`${back}?${note}`, 303);
    });
  };
  const subscription = (form: Record<string, string>) =>
    found(store.subscriptions.get(form.subscriptionId ?? ""), "Subscription");

  action("adjust", ({ customerId = "", entry_type, amount = "", reason }) => {
    const entitlementId = mainCreditId(sandbox);
    const type = entryType.parse(entry_type);
    const row = createLedgerEntry(sandbox, {
      customerId,
      entitlementId,
      entry_type: type,
      amount,
      reason: reason || null,
    });
    return `${type === "debit" ? "Debited" : "Credited"} ${row.amount}. The balance is ${row.balance_after}.`;
  });
  action("renew", (form) => {
    const row = subscription(form);
    const method = found(store.paymentMethods.get(row.payment_method_id ?? ""), "Card");
    webhooks.emit("dodo", renew(sandbox, row, method, clock.nowMs()));
    return "Renewed: a new period has begun.";
  });
  action("fail-renewal", (form) => {
    webhooks.emit("dodo", failRenewal(sandbox, subscription(form)));
    return "The renewal failed.";
  });
  action("cancel", (form) => {
    webhooks.emit("dodo", cancelNow(sandbox, subscription(form)));
    return "Cancelled. Credits that were granted stay until they expire.";
  });
  action("clock", ({ advanceMs }) => {
    clock.advance(z.coerce.number().parse(advanceMs));
    runDueWork(sandbox);
    return `It is now ${clock.timestamp().slice(0, 19).replace("T", " ")}.`;
  });
  action("webhook-url", ({ url }) => {
    sandbox.changeSettings({ webhookUrl: url ? z.url().parse(url) : null });
    return url ? `Webhooks go to ${url}.` : "Webhooks go nowhere.";
  });
  action("redeliver", ({ id = "" }) => {
    if (!webhooks.redeliver(id)) throw new Error("There is nowhere to send it: set a webhook URL first.");
    return "On its way again.";
  });
  action("clear-faults", () => {
    sandbox.faults.clear();
    return "No faults wait any more.";
  });

  return app;
}

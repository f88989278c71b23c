import "server-only";
import { catalogue, type Offer } from "../../catalogue";
import type { Guide } from "../../contracts/docs";
import { list, note, section, table } from "../write";

const { plan, plans, packs, creditLifeDays } = catalogue;
const count = (value: number) => value.toLocaleString("en-US");
const price = ({ priceMinor, currency }: Offer) =>
  (priceMinor / 100).toLocaleString("en-US", {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
const { low, veryLow, critical } = catalogue.alertPercents;
const warnAt = [low, veryLow, critical].map((percent) => count((plan.credits * percent) / 100));

/** What costs a credit, when, and what never does. */
export function credits(): Guide {
  return {
    slug: "credits",
    title: "Credit rules",
    summary: "What costs a credit and when, what never does, and how long credits live.",
    sections: [
      section(
        "The rules",
        list(
          "**One credit is one recipient** of one email. `to`, `cc` and `bcc` count alike; size and files do not matter.",
          "**Credits are set aside when an email is accepted** (a hold). From then on nothing else can spend them.",
          "**They are taken when the email has left** (a capture): when Resend has accepted it for delivery.",
          "**If it does not leave, you have them back** (a release), without asking.",
          "**At zero, sending stops** with 402. There is no overage and no bill afterwards.",
        ),
        "`available` is what you can spend now: your balance less what is held. It is the number in the dashboard and in `x-mailkit-credits-remaining`.",
      ),
      section(
        "Never charged",
        list(
          "Emails that are refused, and emails that fail before they leave.",
          "Scheduled emails that you cancel.",
          "Recipients who are left out because they are on your suppression list.",
          "The same request again with the same `Idempotency-Key`.",
          "Dry runs, and every request that sends nothing.",
        ),
        note(
          "An email that has left and bounces later has used its credit: the work was done. The address goes on your suppression list, so it can't happen twice.",
        ),
      ),
      section(
        "Worked examples",
        table(
          "Examples, each beginning with 100 available credits",
          ["You do", "Held", "Then taken", "Available after all"],
          [
            ["Send to one person", "1", "1", "99"],
            ["Send to two in `to`, one in `cc`, one in `bcc`", "4", "4", "96"],
            ["Send to three, one of them suppressed", "2", "2", "98"],
            ["Send to one, who is suppressed", "0: the answer is 422", "0", "100"],
            ["Send to one; Resend refuses the email", "1", "0", "100"],
            ["Send to one; it bounces an hour later", "1", "1", "99"],
            ["Send twice with the same key", "1", "1", "99"],
            ["Schedule one for tomorrow and cancel it", "1, until you cancel", "0", "100"],
            ["Batch of 120 recipients, strict", "0: the answer is 402", "0", "100"],
            ["Batch of 60 emails to two people each, permissive", "100 for the first 50", "100", "0"],
          ],
        ),
      ),
      section(
        "Buying, and how long credits live",
        list(
          ...plans.map(
            (one) => `**${one.name}**: ${count(one.credits)} credits for ${price(one)} a ${one.interval}.`,
          ),
          ...packs.map(
            (one) =>
              `**${one.name}**: ${count(one.credits)} credits for ${price(one)}, once, with or without a plan.`,
          ),
          `Credits live ${creditLifeDays} days from the day they arrive, those of the plan and of top-ups alike. The oldest are spent first.`,
          "Credits that you have stay usable until they expire, also after you cancel the plan.",
        ),
      ),
      section(
        "Being warned",
        list(
          `At ${low}, ${veryLow} and ${critical} % of the allowance (${warnAt.join(", ")} of ${count(plan.credits)}), and at zero: a banner in the dashboard, an email, and the webhooks \`credits.low\` and \`credits.depleted\`. Once for each level, until more credits arrive. Who falls past several levels at once is told of the deepest.`,
          "Seven days and one day before credits expire, when a top-up was paid, and when a renewal could not be charged: an email.",
          "On the page [Billing](/dashboard/billing), under Alerts, you choose the levels, the mails, and who gets them. Zero and failed payments are always told.",
          "Every answer says what is left, so a program can act long before.",
        ),
      ),
      section(
        "Many requests at once",
        "Fifty requests at the same moment with one credit left: one email is accepted, 49 answers are 402. Whatever runs in parallel, you never send more than you have paid for.",
      ),
    ],
  };
}

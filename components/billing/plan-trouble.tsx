import { Banner } from "@/components/ui/banner";
import { ManageBilling } from "./checkout-buttons";
import type { Plan } from "./plan";

/** A renewal that could not be paid: what that means, and what to do. */
export function PlanTrouble({ status }: { status: Plan["status"] }) {
  const isPastDue = status === "past_due";
  return (
    <Banner
      role="status"
      tone="danger"
      // In half a row the button stands under the words.
      className="mt-3 [&>div]:basis-full"
      title={
        isPastDue
          ? "The last renewal could not be paid."
          : "The last renewal could not be paid, so the plan is on hold."
      }
      action={<ManageBilling variant="primary" size="sm" label="Fix payment" />}
    >
      {isPastDue
        ? "Dodo tries again for a while. Change the card in the billing portal and it is charged at once."
        : "Change the card in the billing portal: what is owed is charged to it at once, and the plan goes on."}{" "}
      New credits arrive with that payment. Those that you have can be sent meanwhile, and top-ups work.
    </Banner>
  );
}

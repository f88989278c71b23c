import { catalogue, type Offer } from "@/lib/catalogue";
import { sandboxDefaults } from "./constants";

/** The id that an offer's product has in a sandbox that was not started empty. */
export function sandboxProductId({ key }: Offer): string {
  if (key === catalogue.plan.key) return sandboxDefaults.planProductId;
  if (key === catalogue.topup.key) return sandboxDefaults.topupProductId;
  return `pdt_0Sandbox-${key}`;
}

import { getCredits } from "@/lib/billing";
import { route } from "@/lib/http/route";

/** The live balance of the signed-in customer (contract: `creditsSchema`). */
export const GET = route({ auth: "session" }, async ({ viewer }) => getCredits(viewer.customerId));

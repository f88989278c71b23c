import { route } from "@/lib/http/route";
import { getFirstSteps } from "@/lib/usage";

/** What of the first steps the customer has done (contract: `firstStepsSchema`). */
export const GET = route({ auth: "session" }, async ({ viewer }) => getFirstSteps(viewer.customerId));

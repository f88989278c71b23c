import { getActiveGrants } from "@/lib/billing";
import { route } from "@/lib/http/route";

/** What the balance is made of (contract: `activeGrantsSchema`). */
export const GET = route({ auth: "session" }, async ({ viewer }) => getActiveGrants(viewer.customerId));

import { route } from "@/lib/http/route";
import { getUsage } from "@/lib/usage";

/** Emails and credits per day, and what was delivered (contract: `usageSchema`): `?time_zone=`, UTC without one. */
export const GET = route({ auth: "session" }, async ({ viewer, query }) =>
  getUsage(viewer.customerId, query.get("time_zone")),
);

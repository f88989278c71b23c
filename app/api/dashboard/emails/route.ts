import { listEmails } from "@/lib/email";
import { emailFilterParams, pageParams } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/**
 * The signed-in customer's emails, newest first, in keyset pages: `?limit=` (1 to 100) and `?cursor=`, narrowed by the
 * parts of a filter (`lib/contracts/email-filter.ts`).
 */
export const GET = route({ auth: "session" }, async ({ viewer, query }) =>
  listEmails(viewer.customerId, { ...pageParams(query), filter: emailFilterParams(query) }),
);

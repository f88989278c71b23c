import { exportEmailsAsCsv } from "@/lib/email";
import { exportLimit } from "@/lib/http/limit-rate";
import { emailFilterParams } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** All emails that a filter finds, as CSV. */
export const GET = route({ auth: "session", limit: exportLimit }, async ({ viewer, query }) => {
  const headers = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="emails.csv"',
  };
  return new Response(exportEmailsAsCsv(viewer.customerId, emailFilterParams(query)), { headers });
});

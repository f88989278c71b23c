import { route } from "@/lib/http/route";
import { streamSuppressions } from "@/lib/suppressions";

/** The signed-in customer's whole list as a CSV file. */
export const GET = route(
  { auth: "session" },
  async ({ viewer }) =>
    new Response(streamSuppressions(viewer.customerId), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="suppressions.csv"',
      },
    }),
);

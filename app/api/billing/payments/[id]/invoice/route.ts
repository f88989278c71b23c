import { requireInvoice } from "@/lib/billing";
import { providerIdParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** Each costs two calls of Dodo's small budget. */
const INVOICE_LIMIT = { name: "invoice", points: 20, perSeconds: 60 };

/** The invoice of one of the signed-in customer's payments, as a PDF file. */
export const GET = route({ auth: "session", limit: INVOICE_LIMIT }, async ({ viewer, params }) => {
  const paymentId = providerIdParam(params);
  return new Response(await requireInvoice(viewer.customerId, paymentId), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="invoice-${paymentId}.pdf"`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
    },
  });
});

import { requireEmailHtml } from "@/lib/email";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** No script, no form, no cookie, and images only over TLS: inert in a frame, and inert when opened directly. */
const INERT = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": "sandbox; default-src 'none'; img-src data: https:; style-src 'unsafe-inline'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The HTML of an email, for the preview frame. */
export const GET = route(
  { auth: "session" },
  async ({ viewer, params }) =>
    new Response(await requireEmailHtml(viewer.customerId, idParam(params)), { headers: INERT }),
);

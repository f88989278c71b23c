import { requireEmailHtml } from "@/lib/email";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** No script, no form, no cookie, and nobody's frame but ours: inert in a frame, and inert when opened directly. */
const inert = (images: string) => ({
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `sandbox; default-src 'none'; img-src ${images}; style-src 'unsafe-inline'; frame-ancestors 'self'`,
  "Referrer-Policy": "no-referrer",
});

/**
 * The HTML of an email, for the preview frame. Images of other servers, which learn from it that somebody looks, only
 * with `images=shown`.
 */
export const GET = route({ auth: "session" }, async ({ viewer, params, query }) => {
  const html = await requireEmailHtml(viewer.customerId, idParam(params));
  return new Response(html, { headers: inert(query.get("images") === "shown" ? "data: https:" : "data:") });
});

import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { unsubscribeByLink } from "@/lib/suppressions";

/** Mail services click for all of their users from a few addresses. A token can't be guessed. */
const limit = { name: "unsubscribe", points: 6_000, perSeconds: 60 };

/** A person who follows the link in a mail program without one-click gets a page with a button: scanners open links. */
export const GET = route({ auth: "none", limit }, async ({ params }) => toPage(params.token ?? ""));

/**
 * One click in a mail program (RFC 8058): no cookie, no question, no redirect. The page's own form asks to be shown the
 * result instead. The signed token says who is unsubscribed from whom.
 */
export const POST = route({ auth: "none", limit }, async ({ params, query }) => {
  const token = params.token ?? "";
  if (!(await unsubscribeByLink(token)))
    throw new AppError("not_found", "This unsubscribe link is not one of ours, or its email is gone.");
  if (query.get("from") === "page") return toPage(token, "?done=1");
  return { unsubscribed: true };
});

function toPage(token: string, query = ""): Response {
  const location = `${env().BASE_URL}/unsubscribe/${encodeURIComponent(token)}${query}`;
  return new Response(null, { status: 303, headers: { Location: location } });
}

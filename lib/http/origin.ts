import "server-only";
import { catalogue } from "../catalogue";
import { env } from "../env";
import { AppError } from "../errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site makes a browser ask for. Cookies go along with such requests, and Next checks
 * the origin of Server Actions only, not of route handlers. Browsers always send one of the two headers with a POST.
 */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin") return;
  const origin = request.headers.get("origin");
  if (site === null && origin === new URL(env().BASE_URL).origin) return;
  throw new AppError(
    "forbidden_origin",
    `This request must come from ${catalogue.productName}'s own pages, with the header \`Origin: ${new URL(env().BASE_URL).origin}\`.`,
  );
}

/**
 * For calls that carry no session: refuses another site's pages, and lets programs through, which send neither header.
 * Browsers can't leave both out.
 */
export function requireSameOriginOfBrowsers(request: Request): void {
  if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) requireSameOrigin(request);
}

import "server-only";
import { requireSameOrigin } from "../http/origin";

/**
 * For calls that carry no session: refuses another site's pages, and lets programs through, which send neither header.
 * Browsers can't leave both out.
 */
export function requireSameOriginOfBrowsers(request: Request): void {
  if (request.headers.has("origin") || request.headers.has("sec-fetch-site")) requireSameOrigin(request);
}

import "server-only";
import { usesHttps } from "./session-cookie";

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * What a page may load and do. Scripts run only with this answer's nonce, and what those load; styles may be inline,
 * because components set them so.
 */
export function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws: wss:" : ""}`,
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** An answer that is no page of ours: whatever a browser takes it for, it loads nothing and is nobody's frame. */
const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The headers of every answer that is no page: of the API, and of documents for programs. */
export function documentHeaders(): Record<string, string> {
  return { "Content-Security-Policy": NO_PAGE_POLICY, ...securityHeaders() };
}

/** The other headers of every page. */
export function securityHeaders(): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    ...(usesHttps() ? { "Strict-Transport-Security": `max-age=${ONE_YEAR_SECONDS}; includeSubDomains` } : {}),
  };
}

import "server-only";

const FALLBACK = "/dashboard";
const CHARS_MAX = 2_000;
/** Any origin would do: it only shows whether a path stays where it is. */
const PROBE_ORIGIN = "https://probe.invalid";
/** Browsers drop tabs and line breaks from a URL and read `\` as `/`, so `/\t/evil.com` would leave this site. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const TREACHEROUS = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/;

/**
 * Where to go after signing in: a path on this site, or `/dashboard` for anything else. Never another site, however
 * it is written.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || next.length > CHARS_MAX || !staysHere(next)) return FALLBACK;
  const url = new URL(next, PROBE_ORIGIN);
  const path = url.pathname + url.search + url.hash;
  // `/a/..//evil.com` is harmless as written and not once it is resolved; so the result is looked at as well.
  return staysHere(path) ? path : FALLBACK;
}

function staysHere(path: string): boolean {
  if (!isPlainPath(path)) return false;
  const beforeQuery = path.split(/[?#]/, 1)[0] ?? "";
  try {
    // Something between here and the browser may decode once more, so a hidden `//` or `\` counts as a plain one.
    const decoded = decodeURIComponent(beforeQuery);
    return isPlainPath(decoded) && isPlainPath(decodeURIComponent(decoded));
  } catch {
    return false;
  }
}

function isPlainPath(path: string): boolean {
  if (!path.startsWith("/") || path.startsWith("//") || TREACHEROUS.test(path)) return false;
  return URL.canParse(path, PROBE_ORIGIN) && new URL(path, PROBE_ORIGIN).origin === PROBE_ORIGIN;
}

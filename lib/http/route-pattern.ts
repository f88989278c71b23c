import "server-only";

type Params = Record<string, string | string[] | undefined>;

/** Addresses and tokens in a path are nobody's business but the caller's; words and ids say enough for a log. */
export function loggablePath(path: string): string {
  const isPlain = (segment: string) => /^[a-z0-9-]{0,40}$/.test(segment);
  return path
    .split("/")
    .map((segment) => (isPlain(segment) ? segment : "…"))
    .join("/");
}

/**
 * Which route answered, as `/api/emails/:id`: one of as many as there are route files, whatever callers ask for. Paths at
 * the root of the host are those under `/api`. Pure.
 */
export function routePattern(path: string, params: Params): string {
  if (Object.values(params).some(Array.isArray)) return "other";
  const names = new Map(Object.entries(params).map(([name, value]) => [value, `:${name}`]));
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== "api");
  return ["/api", ...segments.map((segment) => names.get(decoded(segment)) ?? segment)].join("/");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

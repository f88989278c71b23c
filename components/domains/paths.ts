/** Where domains are read and changed, and their keys in the cache: server and browser must name them alike. */
export const DOMAINS_PATH = "/api/domains?limit=100";

export const NEW_DOMAIN_PATH = "/api/domains";

export function domainPath(id: string): string {
  return `/api/domains/${id}`;
}

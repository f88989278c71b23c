import { SUPPRESSIONS_PATH } from "@/lib/contracts/paths";

export interface SuppressionsQuery {
  limit: number;
  /** Id of the last entry of the page before; null for the newest. */
  after: string | null;
  /** A part of the address; empty for all. */
  search: string;
}

/** Where a page of the list is read, and its key in the cache: server and browser must name it alike. */
export function suppressionsPath({ limit, after, search }: SuppressionsQuery): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after) query.set("after", after);
  if (search) query.set("search", search);
  return `${SUPPRESSIONS_PATH}?${query}`;
}

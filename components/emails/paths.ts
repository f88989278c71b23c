export interface PageQuery {
  limit: number;
  cursor: string | null;
}

/** Where a page of emails is read, and its key in the cache: server and browser must name it alike. */
export function emailsPath({ limit, cursor }: PageQuery): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor) query.set("cursor", cursor);
  return `/api/dashboard/emails?${query}`;
}

export function emailPath(id: string): string {
  return `/api/dashboard/emails/${id}`;
}

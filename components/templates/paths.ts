import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";

export interface TemplatesQuery {
  limit: number;
  /** Id of the last entry of the page before; null for the newest. */
  after: string | null;
  /** A part of the name or the alias; empty for all. */
  search: string;
}

/** Where a page of the list is read, and its key in the cache: server and browser must name it alike. */
export function templatesPath({ limit, after, search }: TemplatesQuery): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after) query.set("after", after);
  if (search) query.set("search", search);
  return `${TEMPLATES_PATH}?${query}`;
}

/** Those that can be sent, for choosing one; who has more of them finds the others by their page. */
export const PUBLISHED_PATH = `${TEMPLATES_PATH}?limit=100&status=published`;

export const templatePath = (id: string) => `${TEMPLATES_PATH}/${id}`;
export const versionsPath = (id: string) => `${templatePath(id)}/versions`;
export const versionPath = (id: string, number: number) => `${versionsPath(id)}/${number}`;
export const PREVIEW_PATH = "/api/dashboard/templates/preview";

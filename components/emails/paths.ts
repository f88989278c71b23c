import type { Route } from "next";
import { EMAIL_FILTER_NAMES } from "@/lib/contracts/email-filter-names";
import { EMAILS_PATH } from "@/lib/contracts/paths";

/** The parts of a filter as they stand in the page's address; what is missing or empty is not filtered by. */
export type FilterParams = { readonly [Name in (typeof EMAIL_FILTER_NAMES)[number]]?: string };

export interface PageQuery {
  limit: number;
  cursor: string | null;
  filter?: FilterParams;
}

/** Where a page of emails is read, and its key in the cache: server and browser must name it alike. */
export function emailsPath({ limit, cursor, filter = {} }: PageQuery): string {
  const query = new URLSearchParams({ limit: String(limit), ...givenParts(filter) });
  if (cursor) query.set("cursor", cursor);
  return `${EMAILS_PATH}?${query}`;
}

export function emailPath(id: string): string {
  return `${EMAILS_PATH}/${id}`;
}

/** Where the filter's choices are read. */
export const CHOICES_PATH = `${EMAILS_PATH}/filters`;

/** Where all that a filter finds is read as CSV. */
export function exportPath(filter: FilterParams): string {
  return `${EMAILS_PATH}/export?${new URLSearchParams(givenParts(filter))}`;
}

/** The page of the list with this filter, at this cursor. */
export function listHref(filter: FilterParams, cursor: string | null = null) {
  return { pathname: "/dashboard/emails", query: { ...givenParts(filter), ...(cursor ? { cursor } : {}) } };
}

export const isFiltered = (filter: FilterParams) => Object.keys(givenParts(filter)).length > 0;

/** Without what is empty, in one order. */
function givenParts(filter: FilterParams): Record<string, string> {
  return Object.fromEntries(
    EMAIL_FILTER_NAMES.flatMap((name) => {
      const value = filter[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/** Where a new email is written that begins as a copy of this one. */
export const copyHref = (emailId: string) => `/dashboard/send?like=${emailId}` as Route;

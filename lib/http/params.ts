import "server-only";
import { z } from "zod";
import { isStorable } from "../contracts/address";
import { type EmailFilter, emailFilterSchema } from "../contracts/email-filter";
import { EMAIL_FILTER_NAMES } from "../contracts/email-filter-names";
import { AppError } from "../errors";
import { validate } from "./body";

const idSchema = z.uuid();
const pageSchema = z.object({
  limit: z.coerce.number("Give a number from 1 to 100.").int().min(1).max(100).default(25),
  cursor: z.string().max(500).nullable().default(null),
});

/** The `[id]`, or `[name]`, of the path. What is no id can't name anything, so it throws `not_found`. */
export function idParam(params: Record<string, string>, name = "id"): string {
  const parsed = idSchema.safeParse(params[name]);
  if (parsed.success) return parsed.data;
  throw new AppError("not_found", "There is nothing by this id.");
}

/** Long enough for any provider's ids, and nothing that means something in a path or in a header. */
const providerIdSchema = z.string().regex(/^\w[\w-]{0,99}$/);

/** The `[id]` of the path where it is a provider's own. What can't be one throws `not_found`. */
export function providerIdParam(params: Record<string, string>): string {
  const parsed = providerIdSchema.safeParse(params.id);
  if (parsed.success) return parsed.data;
  throw new AppError("not_found", "There is nothing by this id.");
}

const numberedPageSchema = z.object({
  limit: z.coerce.number("Give a number from 1 to 100.").int().min(1).max(100).default(20),
  page: z.coerce.number("Give a number from 0.").int().min(0).max(100_000).default(0),
});

/** `limit` and `page` of a list that a provider pages by number. Throws InvalidInput. */
export function numberedPage(query: URLSearchParams): { limit: number; page: number } {
  return validate(numberedPageSchema, {
    limit: query.get("limit") || undefined,
    page: query.get("page") || undefined,
  });
}

/** `limit` and `cursor` of a list. Throws InvalidInput. */
export function pageParams(query: URLSearchParams): { limit: number; cursor: string | null } {
  return validate(pageSchema, { limit: query.get("limit") ?? undefined, cursor: query.get("cursor") });
}

/**
 * A part of the path that is no id, decoded: it may have come with escapes, or without. Throws `not_found`, also for what
 * no database can hold.
 */
export function pathSegment(params: Record<string, string>, name: string): string {
  const segment = decoded(params[name] ?? "");
  if (segment !== null && isStorable(segment)) return segment;
  throw new AppError("not_found", "There is nothing by this name.");
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The parts of a filter of emails that a query gives; empty ones count as left out. Throws InvalidInput. */
export function emailFilterParams(query: URLSearchParams): EmailFilter {
  return validate(
    emailFilterSchema,
    Object.fromEntries(EMAIL_FILTER_NAMES.map((name) => [name, query.get(name)?.trim() || undefined])),
  );
}

/** The `[number]` of the path. What is none can't number anything, so it throws `not_found`. */
export function numberParam(params: Record<string, string>): number {
  const given = params.number ?? "";
  if (/^[1-9][0-9]{0,8}$/.test(given)) return Number(given);
  throw new AppError("not_found", "There is nothing by this number.");
}

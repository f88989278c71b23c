import "server-only";
import { z } from "zod";
import { AppError } from "../errors";
import { validate } from "./body";

const idSchema = z.uuid();
const pageSchema = z.object({
  limit: z.coerce.number("Give a number from 1 to 100.").int().min(1).max(100).default(25),
  cursor: z.string().max(500).nullable().default(null),
});

/** The `[id]` of the path. What is no id can't name anything, so it throws `not_found`. */
export function idParam(params: Record<string, string>): string {
  const parsed = idSchema.safeParse(params.id);
  if (parsed.success) return parsed.data;
  throw new AppError("not_found", "There is nothing by this id.");
}

/** A page of a list as Resend has it: after or before the entry with an id. */
export interface ResendPage {
  limit: number;
  after: string | null;
  before: string | null;
}

const resendPageSchema = z
  .object({
    limit: z.coerce.number("Give a number from 1 to 100.").int().min(1).max(100).default(20),
    after: z.uuid("Must be a valid UUID.").nullable().default(null),
    before: z.uuid("Must be a valid UUID.").nullable().default(null),
  })
  .refine(({ after, before }) => after === null || before === null, {
    path: ["before"],
    error: "Give `after` or `before`, not both.",
  });

/** `limit`, `after` and `before` of a list. Throws InvalidInput. */
export function resendPage(query: URLSearchParams): ResendPage {
  return validate(resendPageSchema, {
    limit: query.get("limit") || undefined,
    after: query.get("after") || null,
    before: query.get("before") || null,
  });
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

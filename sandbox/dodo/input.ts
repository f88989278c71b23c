import { z } from "zod";
import type { SandboxContext } from "../http";
import { DodoError } from "./errors";

/** Parses a JSON body; what does not fit is a 422 in the words of the provider's deserialiser. */
export async function readBody<S extends z.ZodType>(c: SandboxContext, schema: S): Promise<z.output<S>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  const isMissing = issue?.code === "invalid_type" && issue.message.includes("undefined");
  const detail = isMissing ? `missing field \`${field}\`` : `${field}: ${issue?.message}`;
  const message = `Failed to deserialize the JSON body into the target type: ${detail}`;
  throw new DodoError(422, "INVALID_REQUEST_BODY", message);
}

export const metadataSchema = z
  .record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()]))
  .refine((metadata) => Object.keys(metadata).length <= 50, "at most 50 pairs");

const pageSchema = z.object({
  page_number: z.coerce.number().int().min(0).default(0),
  page_size: z.coerce.number().int().min(1).max(100).default(10),
});

/** Zero-based pages without totals; past the end there is an empty page. SDK core/pagination.ts. */
export function page<Row, Item>(
  c: SandboxContext,
  rows: Row[],
  toItem: (row: Row) => Item,
): { items: Item[] } {
  const query = pageSchema.safeParse(c.req.query());
  if (!query.success)
    throw new DodoError(422, "INVALID_QUERY_PARAMS", "Invalid query parameters: page_number, page_size");
  const { page_number, page_size } = query.data;
  return { items: rows.slice(page_number * page_size, (page_number + 1) * page_size).map(toItem) };
}

/** Keeps the rows whose field equals the query parameter of the same name, for each parameter that is given. */
export function filterByQuery<Row extends object>(
  c: SandboxContext,
  rows: Row[],
  fields: (keyof Row & string)[],
): Row[] {
  return fields.reduce((kept, field) => {
    const wanted = c.req.query(field);
    return wanted === undefined ? kept : kept.filter((row) => String(row[field]) === wanted);
  }, rows);
}

export function createdBetween<Row extends { created_at: string }>(c: SandboxContext, rows: Row[]): Row[] {
  const from = c.req.query("created_at_gte");
  const to = c.req.query("created_at_lte");
  return rows.filter(
    ({ created_at }) =>
      (!from || Date.parse(created_at) >= Date.parse(from)) &&
      (!to || Date.parse(created_at) <= Date.parse(to)),
  );
}

import type { SandboxContext } from "../http";
import { invalid } from "./errors";

/** `{ object: "list", has_more, data }` with cursors that are ids. SDK pagination-options. */
export function listing<Row extends { id: string }, Item>(
  c: SandboxContext,
  rows: Row[],
  toItem: (row: Row) => Item,
) {
  const { after, before } = c.req.query();
  const limit = Number(c.req.query("limit") ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalid("The `limit` must be between 1 and 100.");
  if (after && before) throw invalid("You can only use `after` or `before`, not both.");
  const at = rows.findIndex(({ id }) => id === (after ?? before));
  const start = after ? at + 1 : before ? Math.max(0, at - limit) : 0;
  const end = before ? at : start + limit;
  return {
    object: "list" as const,
    has_more: before ? start > 0 : end < rows.length,
    data: rows.slice(start, end).map(toItem),
  };
}

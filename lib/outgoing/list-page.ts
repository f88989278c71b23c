import "server-only";
import type { ListParams } from "../contracts/resend/list-params";

/** A page of a list that is short enough to be read whole. An unknown `after` or `before` gives an empty one. Pure. */
export function pageOf<T extends { id: string }>(
  all: readonly T[],
  { limit, after, before }: ListParams,
): { object: "list"; has_more: boolean; data: T[] } {
  const at = (id: string) => all.findIndex((item) => item.id === id);
  if (after !== undefined) {
    const rest = at(after) < 0 ? [] : all.slice(at(after) + 1);
    return { object: "list", has_more: rest.length > limit, data: rest.slice(0, limit) };
  }
  if (before !== undefined) {
    const rest = all.slice(0, Math.max(0, at(before)));
    return { object: "list", has_more: rest.length > limit, data: rest.slice(-limit) };
  }
  return { object: "list", has_more: all.length > limit, data: all.slice(0, limit) };
}

import "server-only";

/** Which part of a list is asked for, newest first: behind the item `after`, or in front of the item `before`. */
export interface ListPage {
  limit: number;
  after?: string;
  before?: string;
}

/** A page of a list that is short enough to be read whole. An unknown `after` or `before` gives an empty one. Pure. */
export function pageOf<T extends { id: string }>(
  all: readonly T[],
  { limit, after, before }: ListPage,
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

import type { Metadata } from "next";

/** A tab shows less, a list of visited pages hardly more, and a screen reader reads all of it out. */
const CHARS_MAX = 80;

/**
 * The title of the page about one thing: its name, or that there is no such thing. If it can't be loaded, the page is what
 * says so, and the title is `what` alone.
 */
export async function titleOf<T>(
  what: string,
  loading: Promise<T | null>,
  nameOf: (thing: T) => string,
): Promise<Metadata> {
  try {
    const thing = await loading;
    if (thing === null) return { title: `${what} not found` };
    const name = [...nameOf(thing).trim()];
    if (name.length === 0) return { title: what };
    return { title: name.length > CHARS_MAX ? `${name.slice(0, CHARS_MAX - 1).join("")}…` : name.join("") };
  } catch {
    return { title: what };
  }
}

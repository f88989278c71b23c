import "server-only";

/** Where in HTML something stands: between tags, in a quoted attribute, or in a tag without quotes around it. */
export type HtmlPlace = "content" | "attribute" | "bare";

/**
 * Where the end of `before` is. Escaped text is safe between tags and in quotes; without quotes a space in it would
 * begin an attribute of its own. Pure.
 */
export function placeAtEnd(before: string): HtmlPlace {
  const open = before.lastIndexOf("<");
  if (open === -1) return "content";
  const tag = before.slice(open);
  // `a < b` opens no tag.
  if (!/^<[a-z/!]/i.test(tag)) return "content";
  const rest = tag.replace(/"[^"]*"|'[^']*'/g, "");
  if (rest.includes(">")) return "content";
  return /["']/.test(rest) ? "attribute" : "bare";
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that HTML shows as it is, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** An attribute that begins with this would run it. What browsers skip in front of and inside of a scheme is skipped. */
export function runsAsScript(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore these in an address.
  const bare = value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, "").toLowerCase();
  return (
    /^(javascript|vbscript):/.test(bare) ||
    (/^data:/.test(bare) && !/^data:image\/(png|jpe?g|gif|webp)[;,]/.test(bare))
  );
}

/** True if `before` ends where an attribute's value begins, so that what follows decides what kind of address it is. */
export function beginsAttribute(before: string): boolean {
  return /=\s*["']\s*$/.test(before);
}

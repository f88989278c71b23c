import "server-only";

/** The parts of HTML in which a variable is more than text. */
export interface TagParts {
  /** What stands in quotes, attribute by attribute. */
  attributes: string[];
  /** What stands in tags without quotes around it: a space in a value would begin an attribute of its own. */
  bare: string[];
}

/** Takes HTML apart as browsers do, in one pass, however long and broken it is. Pure. */
export function scanTags(html: string): TagParts {
  const parts: TagParts = { attributes: [], bare: [] };
  let index = 0;
  while (index < html.length) {
    index = html.indexOf("<", index);
    if (index === -1) break;
    if (html.startsWith("<!--", index)) index = after(html, "-->", index);
    else if (/[a-z/!]/i.test(html.charAt(index + 1))) index = scanTag(html, index, parts);
    // `a < b` opens no tag.
    else index += 1;
  }
  return parts;
}

/** From a tag's `<` to behind its `>`. Quotes are quotes only where a value begins. */
function scanTag(html: string, from: number, parts: TagParts): number {
  let bareFrom = from;
  let beginsValue = false;
  for (let index = from; index < html.length; index++) {
    const character = html.charAt(index);
    if (character === ">") {
      parts.bare.push(html.slice(bareFrom, index));
      return index + 1;
    }
    if (beginsValue && (character === '"' || character === "'")) {
      parts.bare.push(html.slice(bareFrom, index));
      bareFrom = after(html, character, index + 1);
      parts.attributes.push(html.slice(index + 1, bareFrom).replace(/["']$/, ""));
      index = bareFrom - 1;
    }
    beginsValue = character === "=" || (beginsValue && /\s/.test(character));
  }
  parts.bare.push(html.slice(bareFrom));
  return html.length;
}

/** Behind the next such mark; the end, if there is none. */
function after(html: string, mark: string, from: number): number {
  const index = html.indexOf(mark, from);
  return index === -1 ? html.length : index + mark.length;
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

/** An attribute with this in it would run it. What browsers skip in front of and inside of a scheme is skipped. */
export function runsAsScript(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore these in an address.
  const bare = value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, "").toLowerCase();
  return (
    /^(javascript|vbscript):/.test(bare) ||
    (/^data:/.test(bare) && !/^data:image\/(png|jpe?g|gif|webp)[;,]/.test(bare))
  );
}

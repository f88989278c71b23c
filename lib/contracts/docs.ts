/** What the documentation is made of. Texts may have `code`, **strong** and [links](/docs), as in Markdown. */

export type Language = "bash" | "javascript" | "python" | "php" | "go" | "ruby" | "rust" | "csharp" | "json";

/** One way to write an example; `label` is the name of its tab. */
export interface Snippet {
  label: string;
  language: Language;
  code: string;
}

export type Block =
  | { kind: "text"; text: string }
  | { kind: "note"; text: string }
  | { kind: "list"; isOrdered: boolean; items: readonly string[] }
  | {
      kind: "table";
      caption: string;
      head: readonly string[];
      rows: readonly (readonly string[])[];
    }
  | { kind: "code"; snippets: readonly Snippet[] };

export interface GuideSection {
  /** Anchor in the page. */
  id: string;
  title: string;
  blocks: readonly Block[];
}

export interface Guide {
  /** Last part of its address. */
  slug: string;
  title: string;
  /** One sentence that says what one can do after reading it. */
  summary: string;
  sections: readonly GuideSection[];
}

/** An entry of the side navigation, and of what comes before and after a page. */
export interface DocsLink {
  href: string;
  title: string;
}

/** A titled part of the side navigation. */
export interface DocsNavGroup {
  title: string;
  links: readonly DocsLink[];
}

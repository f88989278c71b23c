import type { TemplateBlock } from "@/lib/contracts/template-block";

export const STARTER_BLOCKS: readonly TemplateBlock[] = [
  { type: "heading", text: "Hello {{{NAME}}}", level: 1 },
  { type: "paragraph", text: "Write what this email is about." },
  { type: "button", text: "Open", url: "https://example.com" },
];
const STARTER_HTML = `<h1>Hello {{{NAME}}}</h1>
<p>Write what this email is about.</p>
`;
const subject = "Hello {{{NAME}}}";
const variables = [{ key: "NAME", type: "string", fallback_value: "there" }];

export type StarterName = "blocks" | "html";

/** What a new template holds until somebody writes something else. */
export const STARTERS: Record<StarterName, { hint: string; body: object }> = {
  blocks: {
    hint: "Headings, text, buttons and pictures, put together here.",
    body: { subject, variables, blocks: STARTER_BLOCKS },
  },
  html: { hint: "For HTML that you write or bring along.", body: { subject, variables, html: STARTER_HTML } },
};

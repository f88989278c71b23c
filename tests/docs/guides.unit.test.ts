import { beforeAll, describe, expect, it } from "vitest";
import { highlight } from "@/components/docs/highlight";
import type { Block, Snippet } from "@/lib/contracts/docs";
import { webhookEventSchema } from "@/lib/contracts/resend/webhooks";
import { allGuides } from "@/lib/docs/guides";
import { llmsText } from "@/lib/docs/llms";
import { toMarkdown } from "@/lib/docs/markdown";
import { openApiDocument } from "@/lib/openapi/document";
import { testEnvironment } from "../support/environment";

beforeAll(testEnvironment);

const blocks = (): Block[] =>
  allGuides().flatMap(({ sections }) => sections.flatMap((section) => [...section.blocks]));
const snippets = (): Snippet[] =>
  blocks().flatMap((block) => (block.kind === "code" ? [...block.snippets] : []));

describe("guides", () => {
  it("have anchors that name one place each", () => {
    for (const { slug, sections } of allGuides()) {
      const ids = sections.map(({ id }) => id);
      expect(new Set(ids).size, slug).toBe(ids.length);
    }
  });

  it("have tables whose rows are as long as their heads", () => {
    for (const block of blocks())
      if (block.kind === "table")
        for (const row of block.rows) expect(row, block.caption).toHaveLength(block.head.length);
  });

  it("name every event that a webhook can hear of", () => {
    const page = allGuides().find(({ slug }) => slug === "webhooks");
    const text = page ? toMarkdown(page, "") : "";
    for (const event of webhookEventSchema.options) expect(text).toContain(`\`${event}\``);
  });

  it("have examples in JSON that are JSON", () => {
    for (const { language, code } of snippets())
      if (language === "json") expect(() => JSON.parse(code), code).not.toThrow();
  });

  it("are coloured without a change of their text", () => {
    expect(snippets().length).toBeGreaterThan(30);
    for (const { language, code } of snippets())
      expect(
        highlight(code, language)
          .map(({ text }) => text)
          .join(""),
      ).toBe(code);
  });
});

describe("llms.txt", () => {
  it("names every guide and every operation", () => {
    const text = llmsText();
    for (const { slug } of allGuides()) expect(text).toContain(`/docs/${slug}.md)`);
    for (const [path, methods] of Object.entries(openApiDocument().paths))
      for (const method of Object.keys(methods))
        expect(text).toContain(`\`${method.toUpperCase()} ${path}\``);
  });
});

describe("an example's colours", () => {
  const kinds = (code: string, language: Snippet["language"]) =>
    highlight(code, language).flatMap(({ kind, text }) => (kind ? [`${kind}: ${text}`] : []));

  it("know what is a comment, a string, a word of the language, and a call", () => {
    expect(kinds('const a = send("x // y"); // why', "javascript")).toEqual([
      "keyword: const",
      "call: send",
      'string: "x // y"',
      "comment: // why",
    ]);
    expect(kinds("curl -d '{ \"a\": 1 }' # why", "bash")).toEqual([
      "keyword: curl",
      "keyword: -d",
      "string: '{ \"a\": 1 }'",
      "comment: # why",
    ]);
    expect(kinds('{ "a": [1, "b", null] }', "json")).toEqual([
      'property: "a"',
      "number: 1",
      'string: "b"',
      "keyword: null",
    ]);
  });
});

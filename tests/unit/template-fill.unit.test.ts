import { describe, expect, it } from "vitest";
import { templateVariableSchema, variableValuesSchema } from "@/lib/contracts/template-variable";
import { changeContent, EMPTY_CONTENT } from "@/lib/templates/content";
import { fillTemplate } from "@/lib/templates/fill";
import { scanTags } from "@/lib/templates/html-tags";

const text = (key: string, fallback_value: string | null = null) =>
  ({ key, type: "string", fallback_value }) as const;
const number = (key: string, fallback_value: number | null = null) =>
  ({ key, type: "number", fallback_value }) as const;
const fill = (html: string, values: Record<string, string | number>, subject: string | null = null) =>
  fillTemplate({ subject, html, text: html, variables: [] }, values);

describe("a value in HTML is shown, never run", () => {
  it.each([
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "&lt;script&gt;",
  ])("%s", (vector) => {
    const { html } = fill(`<p title="{{{X}}}">{{{X}}}</p>`, { X: vector });
    const inside = html.slice(`<p title="`.length, -"</p>".length).replace('">', "");
    expect(inside).not.toMatch(/[<>"']/);
    expect(
      inside
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&"),
    ).toBe(vector + vector);
  });

  it("and stands in text and subject as it is", () => {
    const filled = fill("{{{X}}}", { X: `<b> & "q"` }, "To {{{X}}}");
    expect(filled.text).toBe(`<b> & "q"`);
    expect(filled.subject).toBe(`To <b> & "q"`);
  });

  it.each([
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
  ])("an address that would run is refused: %j", (vector) => {
    for (const html of [`<a href="{{{X}}}">go</a>`, `<a href = '{{{ X }}}'>go</a>`])
      expect(fill(html, { X: vector }).issues).toMatchObject([{ pointer: "/X" }]);
    expect(fill(`<p>{{{X}}}</p><a href="https://a.dev/?q={{{X}}}">go</a>`, { X: vector }).issues).toEqual([]);
  });

  it("nor can two values, or a value and what stands beside it, make a script together", () => {
    expect(fill(`<a href="{{{A}}}{{{B}}}">go</a>`, { A: "java", B: "script:x" }).issues).not.toEqual([]);
    expect(fill(`<a href='{{{A}}}:alert(1)'>go</a>`, { A: "javascript" }).issues).toHaveLength(1);
    expect(fill(`<a href="javascript:f({{{A}}})">go</a>`, { A: "1" }).issues).toHaveLength(1);
    expect(fill(`<p>1 = "</p><a href="{{{A}}}">go</a>`, { A: "javascript:x" }).issues).toHaveLength(1);
  });

  it("addresses and pictures that do not run are taken", () => {
    for (const X of ["https://a.dev/?a=1&b=2", "mailto:a@b.dev", "/path", "data:image/png;base64,aGk="])
      expect(fill(`<a href="{{{X}}}">go</a>`, { X }).issues).toEqual([]);
  });
});

describe("values", () => {
  it("come before fallbacks, and what has neither is named", () => {
    const variables = [text("A", "a"), number("N", 7), text("B")];
    const filled = fillTemplate(
      { subject: "{{{B}}}", html: "{{{A}}} {{{ N }}}", text: null, variables },
      { A: "x" },
    );
    expect(filled).toMatchObject({ html: "x 7", missing: ["B"], issues: [] });
  });

  it("0 and an empty text are values", () => {
    const variables = [text("A", "a"), number("N", 7)];
    const filled = fillTemplate(
      { subject: null, html: "[{{{A}}}{{{N}}}]", text: null, variables },
      { A: "", N: 0 },
    );
    expect(filled.html).toBe("[0]");
  });

  it("of the wrong type are refused, those that nobody uses are not looked at", () => {
    const variables = [number("N"), text("S")];
    const content = { subject: null, html: "{{{N}}}{{{S}}}", text: null, variables };
    expect(fillTemplate(content, { N: "7", S: 7, OTHER: 1 }).issues).toMatchObject([
      { pointer: "/N", detail: "The variable `N` takes a number." },
      { pointer: "/S", detail: "The variable `S` takes a string." },
    ]);
  });

  it("are put in once: a value that looks like a variable stays what it is", () => {
    expect(fill("{{{A}}}{{{B}}}", { A: "{{{B}}}", B: "$& $1" }).html).toBe("{{{B}}}$&amp; $1");
  });

  it.each(["a\r\nBcc: x@y.dev", "a\nb", "a\u2028b", "a\u0000b"])("%j is refused in a subject", (X) => {
    expect(fill("hi", { X }, "Hi {{{X}}}").issues).toMatchObject([{ pointer: "/X" }]);
    expect(fill("{{{X}}}", { X }, "Hi").issues).toEqual([]);
  });

  it("make no email that is too long", () => {
    expect(fill("hi", { X: "x".repeat(1000) }, "{{{X}}}").issues).toHaveLength(1);
    const { html, issues } = fill("{{{X}}}".repeat(60_000), { X: "&".repeat(2000) });
    expect(issues).toHaveLength(1);
    // It is not even made: a short request could ask for gigabytes.
    expect(html.length).toBeLessThan(600_000);
  });

  it("can't reach into objects", () => {
    for (const key of ["constructor", "toString", "hasOwnProperty"])
      expect(fill(`{{{${key}}}}`, {}).missing).toEqual([key]);
    expect(
      fill("{{{__proto__}}}", variableValuesSchema.parse(JSON.parse('{"__proto__":"x"}'))).missing,
    ).toEqual(["__proto__"]);
  });
});

describe("a template's content", () => {
  it("declares the variables that it uses, as strings without a fallback", async () => {
    const made = await changeContent(EMPTY_CONTENT, {
      subject: "{{{A}}}",
      html: "{{{B}}}{{{A}}}",
      variables: [number("B", 1)],
    });
    expect(made.variables).toEqual([number("B", 1), text("A")]);
  });

  it("refuses reserved names and variables in a tag without quotes", async () => {
    for (const html of [
      "{{{EMAIL}}}",
      "<a href={{{URL}}}>x</a>",
      "<a {{{ATTR}}}>x</a>",
      '<a title="a" href= {{{URL}}} >',
    ])
      await expect(changeContent(EMPTY_CONTENT, { html })).rejects.toMatchObject({ code: "invalid_input" });
    expect(templateVariableSchema.safeParse({ key: "FIRST_NAME", type: "string" }).success).toBe(false);
    expect(templateVariableSchema.safeParse({ key: "N", type: "number", fallback_value: "7" }).success).toBe(
      false,
    );
  });

  it("made of blocks is escaped, and keeps its variables in HTML and in text", async () => {
    const { html, text } = await changeContent(EMPTY_CONTENT, {
      blocks: [
        { type: "heading", text: "Hi {{{name}}} <b>", level: 2 },
        { type: "paragraph", text: "one\ntwo {{{ LONG_NAME_OF_A_VARIABLE }}} ".repeat(5) },
        { type: "button", text: "Go", url: "{{{URL}}}" },
        { type: "image", url: "https://a.dev/{{{ID}}}.png", alt: 'a "cat"', width: 40 },
        { type: "divider" },
        { type: "spacer", height: 20 },
      ],
    });
    expect(html).toContain("Hi {{{name}}} &lt;b&gt;");
    expect(html).toContain('href="{{{URL}}}"');
    expect(html).toContain('src="https://a.dev/{{{ID}}}.png"');
    expect(text).toContain("Hi {{{name}}} <b>");
    expect(text).toContain("{{{URL}}}");
    expect(text?.match(/\{\{\{ LONG_NAME_OF_A_VARIABLE \}\}\}/g)).toHaveLength(5);
  });

  it.each([
    ["<p>{{{X}}}", "text"],
    ["<!-- <p {{{X}}} -->", "text"],
    ["a < b {{{X}}}", "text"],
    [`<p title="a > b">{{{X}}}`, "text"],
    [`<p title="{{{X}}}">`, "attribute"],
    [`<p title='it"s {{{X}}}'>`, "attribute"],
    [`<p title="a < b" href="{{{X}}}">`, "attribute"],
    [`<p title="{{{X}}}`, "attribute"],
    ["<p title={{{X}}}>", "bare"],
    ["<p {{{X}}}", "bare"],
    [`<p title=it's class={{{X}}}>`, "bare"],
    [`<p title="<b" href={{{X}}}>`, "bare"],
    [`<p title="a < b" href={{{X}}}>`, "bare"],
  ])("%s has its variable in: %s", (html, place) => {
    const { attributes, bare } = scanTags(html);
    const found = bare.join(" ").includes("{{{")
      ? "bare"
      : attributes.join(" ").includes("{{{")
        ? "attribute"
        : "text";
    expect(found).toBe(place);
  });

  it("is looked through in no time, however it is made", () => {
    const many = "{{{X}}}".repeat(70_000);
    const startedAt = performance.now();
    for (const html of [
      many,
      `<p title="${many}`,
      `<p title="${many}">`,
      "<p ".repeat(160_000),
      '="'.repeat(200_000),
      "<".repeat(500_000),
      `<a =${" ".repeat(490_000)}`,
    ])
      fill(html, { X: "x" });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

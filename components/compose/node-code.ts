import type { CodeEmail, CodeFile } from "./code";

/** An expression that is written as it stands. */
class Code {
  constructor(readonly text: string) {}
}

/** The package that the code needs; this module itself does not. */
const SDK = "resend";
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Line ends for JavaScript of before 2019 and for some editors. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;

/** A module that sends the email with Resend's own SDK. The key comes from the environment, files from the folder. */
export function nodeCode(baseUrl: string, email: CodeEmail): string {
  const { files, unsubscribe, ...rest } = email;
  const fields: Record<string, unknown> = {
    ...rest,
    ...(files.length > 0 && { attachments: files.map(withContent) }),
  };
  // The SDK drops fields that it does not know, so one of MailKit's own goes by its general call.
  const send = unsubscribe
    ? `resend.post("/emails", ${literal({ ...fields, unsubscribe })})`
    : `resend.emails.send(${literal(inCamelCase(fields))})`;
  return [
    ...(files.length > 0 ? ['import { readFileSync } from "node:fs";'] : []),
    `import { Resend } from ${literal(SDK)};`,
    "",
    `const resend = new Resend(process.env.MAILKIT_API_KEY, { baseUrl: ${literal(baseUrl)} });`,
    "",
    `const { data, error } = await ${send};`,
    "",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the code that is written has the template.
    "if (error) throw new Error(`${error.name}: ${error.message}`);",
    "console.log(data.id);",
  ].join("\n");
}

function withContent(file: CodeFile): Record<string, unknown> {
  return { ...file, content: new Code(`readFileSync(${literal(file.filename)}).toString("base64")`) };
}

/** The names of fields as the SDK has them; what stands under `headers` is the customer's own. */
function inCamelCase(fields: Record<string, unknown>): Record<string, unknown> {
  const renamed = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    name === "attachments" && Array.isArray(value) ? value.map(inCamelCase) : value,
  ]);
  return Object.fromEntries(renamed);
}

function literal(value: unknown, indent = ""): string {
  const inner = `${indent}  `;
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) {
    if (value.length < 2 && typeof value[0] !== "object") return `[${value.map((one) => literal(one))}]`;
    return `[\n${value.map((one) => `${inner}${literal(one, inner)},\n`).join("")}${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const lines = Object.entries(value).map(
      ([name, one]) => `${inner}${key(name)}: ${literal(one, inner)},\n`,
    );
    return `{\n${lines.join("")}${indent}}`;
  }
  return JSON.stringify(value).replace(LINE_SEPARATORS, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
}

function key(name: string): string {
  // Written plainly it would set the object's prototype instead.
  if (name === "__proto__") return '["__proto__"]';
  return IDENTIFIER.test(name) ? name : literal(name);
}

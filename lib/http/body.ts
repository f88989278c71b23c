import "server-only";
import { z } from "zod";
import type { InputIssue } from "../contracts/problem";
import { AppError, InvalidInput } from "../errors";

/** A provider's messages have a few kilobytes. Larger ones are refused before any signature is computed. */
export const WEBHOOK_BYTES_MAX = 512 * 1024;

/**
 * Reads the body, at most `maxBytes`: a larger one is refused by its Content-Length, or as soon as it grows past the
 * limit. Returns the exact text. Throws 413, and 400 for bytes that are not UTF-8.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new AppError("body_too_large", `The body is larger than ${maxBytes.toLocaleString("en")} bytes.`, {
      max_bytes: maxBytes,
    });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("unreadable_body", "The body is not valid UTF-8.", {}, { cause });
  }
}

interface Reading {
  maxBytes: number;
  /** Programs name all kinds of types, or none. With a cookie it must be JSON, which no foreign form can send. */
  takesAnyType: boolean;
}

/** Reads a JSON body and checks it. Throws 400, 413, 415, or 422 with every fault that it has. */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T,
  { maxBytes, takesAnyType }: Reading,
): Promise<z.output<T>> {
  const contentType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await readText(request, maxBytes);
  if (!takesAnyType && contentType !== "application/json" && !(text === "" && contentType === undefined))
    throw new AppError("unsupported_media_type", "Send JSON, with `Content-Type: application/json`.");
  return validate(schema, text === "" ? undefined : parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown fault";
    throw new AppError("unreadable_body", `The body is not valid JSON: ${reason}.`, {}, { cause });
  }
}

/** Checks a value. Throws InvalidInput with one issue per fault, each with a JSON pointer. */
export function validate<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const isMissing = first?.code === "invalid_type" && at(value, first.path) === undefined;
  throw new InvalidInput(parsed.error.issues.flatMap(toInputIssues), isMissing);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

function toInputIssues(issue: z.core.$ZodIssue): InputIssue[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      detail: "This field is not known here. Remove it.",
    }));
  return [{ pointer: toPointer(issue.path), detail: issue.message }];
}

/** RFC 6901: `~` and `/` inside a name are escaped. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** For routes that take no input: nothing at all, or `{}`. */
export const emptyBody = z.strictObject({}).optional();

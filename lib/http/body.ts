import "server-only";
import { z } from "zod";
import type { InputIssue } from "../contracts/problem";
import { AppError, InvalidInput } from "../errors";
import type { BodyRoom } from "./large-bodies";

/** A provider's messages have a few kilobytes. Larger ones are refused before any signature is computed. */
export const WEBHOOK_BYTES_MAX = 512 * 1024;

/**
 * Reads the body, at most `maxBytes`: a larger one is refused by its Content-Length, or as soon as it grows past the
 * limit. Returns the exact text. Throws 413, and 400 for bytes that are not UTF-8.
 */
export async function readText(request: Request, maxBytes: number, room?: BodyRoom): Promise<string> {
  const tooLarge = () =>
    new AppError("body_too_large", `The body is larger than ${maxBytes.toLocaleString("en")} bytes.`, {
      max_bytes: maxBytes,
    });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  const deadline = rejectAfter(READ_TIMEOUT_MS);
  try {
    while (reader) {
      const { done, value } = await Promise.race([reader.read(), deadline.passed]);
      if (done) break;
      bytes += value.byteLength;
      if (bytes > maxBytes) throw tooLarge();
      room?.grow(bytes);
      chunks.push(value);
    }
  } catch (error) {
    await reader?.cancel();
    throw error;
  } finally {
    deadline.stop();
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("unreadable_body", "The body is not valid UTF-8.", {}, { cause });
  }
}

/** Long enough for 40 MB over a slow line; who takes longer holds a place that others wait for. */
const READ_TIMEOUT_MS = 60_000;

function rejectAfter(ms: number): { passed: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    const late = new AppError("unreadable_body", `The body did not arrive within ${ms / 1000} s.`);
    timer = setTimeout(() => reject(late), ms);
  });
  // Nobody may be waiting any more when it passes.
  passed.catch(() => undefined);
  return { passed, stop: () => clearTimeout(timer) };
}

interface Reading {
  maxBytes: number;
  /** What the body takes up of the process's memory. */
  room?: BodyRoom;
  /** Programs name all kinds of types, or none. With a cookie it must be JSON, which no foreign form can send. */
  takesAnyType: boolean;
}

/** Reads a JSON body and checks it. Throws 400, 413, 415, or 422 with every fault that it has. */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T,
  { maxBytes, room, takesAnyType }: Reading,
): Promise<z.output<T>> {
  const contentType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await readText(request, maxBytes, room);
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
  const isMissing = first !== undefined && saysMissing(first) && at(value, first.path) === undefined;
  throw new InvalidInput(parsed.error.issues.flatMap(toInputIssues), isMissing);
}

/** A field that is required only if another one is not there is checked by a rule of its own, which says so. */
function saysMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_type" || (issue.code === "custom" && issue.params?.isMissing === true);
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

import { expect } from "vitest";
import { type Problem, problemSchema } from "@/lib/contracts/problem";

/** Traces of the inside: stacks, file names, queries, columns. */
const INSIDES = /\n\s+at |node_modules|\.(ts|js):\d|\bselect |\binsert |drizzle|postgres|customer_?id|dodo_/i;
const MEMBERS = new Set(
  "type title status detail instance code error errors available required top_up_url retry_after retryable max_bytes email_id pause_reason daily_limit".split(
    " ",
  ),
);

/** An error answer as every one of them is. Returns the problem for a closer look. */
export async function expectProblem(answer: Response, status: number, code?: string): Promise<Problem> {
  const text = await answer.text();
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  if (code) expect(problem.code).toBe(code);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
  expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(problem.instance).toBe(`urn:uuid:${answer.headers.get("X-Request-Id")}`);
  expect(problem.error).toBe(problem.detail);
  expect(Object.keys(problem).filter((key) => !MEMBERS.has(key))).toEqual([]);
  expect(text.replaceAll('"/customer_id"', "").replaceAll("/customer_id:", "")).not.toMatch(INSIDES);
  return problem;
}

/** Every key of an answer by its path, sorted; items of a list count as one. */
export function keysOf(value: unknown, prefix = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, prefix)))].sort();
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...keysOf(inner, `${prefix}${key}.`),
  ]);
  return [...new Set(keys)].sort();
}

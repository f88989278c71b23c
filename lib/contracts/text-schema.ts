import { z } from "zod";
import type { TextRule } from "./text-rule";

/** The schema of a text that has to be like that. */
export function textSchema({ isTrimmed, kind, empty, max, pattern, fit }: TextRule) {
  let schema = z.string(kind);
  if (isTrimmed) schema = schema.trim();
  if (empty !== undefined) schema = schema.min(1, empty);
  if (max) schema = schema.max(max.chars, max.fault);
  if (pattern) schema = schema.regex(pattern.of, pattern.fault);
  return fit ? schema.refine(fit.isFit, fit.fault) : schema;
}

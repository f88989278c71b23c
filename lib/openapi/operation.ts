import "server-only";
import type { z } from "zod";
import type { ErrorCode } from "../errors";
import type { Tag } from "./tags";

/** A shape of the API under the name that it has in the document: the schema that the route itself uses. */
export interface Shape {
  name: string;
  schema: z.ZodType;
  /** What each field means, by its path: `tags.name` is in the entries of `tags`. A field without one fails a test. */
  fields: Readonly<Record<string, string>>;
  /** Fields that may be one string instead of a list of them. */
  oneOrMany?: readonly string[];
  /** Fields that must be there although zod can't tell: it takes a preprocessed one for optional. */
  required?: readonly string[];
  /** Unknown fields are refused. Resend's SDKs send some, so most routes drop them. */
  isStrict?: boolean;
  example: unknown;
}

export interface QueryParameter {
  name: string;
  description: string;
  schema: {
    type: string;
    format?: string;
    minimum?: number;
    maximum?: number;
    default?: number;
    enum?: string[];
  };
}

export type RequestHeader = "Idempotency-Key" | "x-mailkit-dry-run" | "x-batch-validation" | "Prefer";

export interface Answer {
  status: number;
  description: string;
  shape: Shape;
  /** Another shape that the same status may have, such as that of a dry run. */
  or?: Shape;
  /** The answer tells what the request has cost and what is left. */
  isSend?: boolean;
}

/** One route handler that takes an API key. */
export interface Operation {
  method: "get" | "post" | "patch" | "delete";
  /** As it is served, parameters in braces. */
  path: string;
  id: string;
  tag: Tag;
  summary: string;
  description: string;
  access: "full" | "sending";
  query?: readonly QueryParameter[];
  headers?: readonly RequestHeader[];
  /** `isList`: the body is a JSON array of the shape. */
  body?: { shape: Shape; isList?: boolean; itemsMax?: number };
  answers: readonly Answer[];
  /** What can go wrong besides what can with every request. */
  errors: readonly ErrorCode[];
  /** Errors are RFC 9457 problems; otherwise as Resend's SDKs read them. */
  hasProblems?: boolean;
}

/** `limit`, `after` and `before` of every list. */
export const PAGE: readonly QueryParameter[] = [
  {
    name: "limit",
    description: "How many to return.",
    schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  },
  {
    name: "after",
    description: "An id: the page begins after this entry. Not together with `before`.",
    schema: { type: "string", format: "uuid" },
  },
  {
    name: "before",
    description: "An id: the page ends before this entry. Not together with `after`.",
    schema: { type: "string", format: "uuid" },
  },
];

/** `limit` and `page` of lists that the payment provider keeps. */
export const NUMBERED_PAGE: readonly QueryParameter[] = [
  {
    name: "limit",
    description: "How many to return.",
    schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  },
  { name: "page", description: "Which page, from 0.", schema: { type: "integer", minimum: 0, default: 0 } },
];

export const LIST_FIELDS = {
  object: "Always `list`.",
  has_more: "True if there are further entries in the direction that was asked for.",
  data: "The entries of this page.",
};

/** The same descriptions, one level deeper. */
export function under(parent: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([path, text]) => [`${parent}.${path}`, text]));
}

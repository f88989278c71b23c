import "server-only";
import { z } from "zod";
import { type JsonSchema, jsonSchemaSchema } from "../contracts/openapi";
import type { Shape } from "./operation";

export type Direction = "input" | "output";

/** Bounds that zod writes for every integer; they say nothing about the API. */
const SAFE_INTEGERS = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** The JSON schema of a shape, with its fields described. Throws for what JSON Schema can't say. */
export function toJsonSchema(shape: Shape, direction: Direction): JsonSchema {
  // What `undefined` allows is nothing, which is what an empty schema with a description is read as.
  const made = z.toJSONSchema(shape.schema, { io: direction, unrepresentable: "any" });
  const { $schema: _, ...rest } = made;
  const schema = tidy(jsonSchemaSchema.parse(JSON.parse(JSON.stringify(rest))), shape);
  for (const name of shape.oneOrMany ?? []) {
    const list = schema.properties?.[name];
    if (list?.items && schema.properties)
      schema.properties[name] = { anyOf: [list.items, { ...list, default: undefined }] };
  }
  if (shape.required) schema.required = [...shape.required, ...(schema.required ?? [])];
  addDescriptions(schema, shape.fields, "");
  return schema;
}

/** Takes out what is noise to a reader: patterns that a format names already, bounds of every integer. */
function tidy(schema: JsonSchema, shape: Shape): JsonSchema {
  const { pattern, minimum, maximum, additionalProperties, propertyNames, default: _, ...rest } = schema;
  const isBound = (bound: number | undefined): bound is number =>
    bound !== undefined && !SAFE_INTEGERS.includes(bound);
  const each = (schemas: JsonSchema[] | undefined) => schemas?.map((one) => tidy(one, shape));
  const isMap = typeof additionalProperties === "object";
  return compact({
    ...rest,
    pattern: schema.format ? undefined : pattern,
    minimum: isBound(minimum) ? minimum : undefined,
    maximum: isBound(maximum) ? maximum : undefined,
    additionalProperties: isMap
      ? tidy(additionalProperties, shape)
      : shape.isStrict && additionalProperties === false
        ? false
        : undefined,
    properties:
      schema.properties &&
      Object.fromEntries(
        Object.entries(schema.properties).map(([name, property]) => [name, tidy(property, shape)]),
      ),
    items: schema.items && tidy(schema.items, shape),
    anyOf: each(schema.anyOf),
    oneOf: each(schema.oneOf),
  });
}

function compact(schema: JsonSchema): JsonSchema {
  return jsonSchemaSchema.parse(
    Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)),
  );
}

function addDescriptions(schema: JsonSchema, fields: Shape["fields"], path: string): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const at = path ? `${path}.${name}` : name;
    if (fields[at]) property.description = fields[at];
    addDescriptions(property, fields, at);
  }
  for (const inner of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    if (inner) addDescriptions(inner, fields, path);
}

/** The paths of all fields, as `Shape.fields` names them. */
export function fieldPaths(schema: JsonSchema, path = ""): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const at = path ? `${path}.${name}` : name;
    return [at, ...fieldPaths(property, at)];
  });
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [...new Set([...own, ...inner.flatMap((one) => (one ? fieldPaths(one, path) : []))])];
}

import type { JsonSchema } from "@/lib/contracts/openapi";

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** The schema itself, where another one only points to it. */
export function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  return (name && schemas[name]) || schema;
}

/** How a reader would call the type: `string`, `list of strings`, `string or null`. */
export function typeName(schema: JsonSchema): string {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return [...new Set(variants.map(typeName))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return schema.items ? `list of ${plural(typeName(schema.items))}` : "list";
  if (schema.format === "uuid") return "UUID";
  if (schema.format === "date-time") return "time";
  if (schema.type === "object" && typeof schema.additionalProperties === "object")
    return `map of ${plural(typeName(schema.additionalProperties))}`;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  return schema.type ?? "not allowed";
}

const plural = (name: string) => (/^[a-z]+$/i.test(name) && name !== "UUID" ? `${name}s` : name);

/** What a value must keep to, in a few words. */
export function bounds(schema: JsonSchema): string[] {
  const one = [schema, ...(schema.anyOf ?? []), ...(schema.anyOf ?? []).flatMap(({ items }) => items ?? [])];
  const first = <K extends keyof JsonSchema>(key: K) => one.find((part) => part[key] !== undefined)?.[key];
  const [minimum, maximum, length, items] = [
    first("minimum"),
    first("maximum"),
    first("maxLength"),
    first("maxItems"),
  ];
  const values = one.find((part) => part.enum)?.enum;
  const count = (value: number) => value.toLocaleString("en-US");
  return [
    ...(minimum !== undefined && maximum !== undefined ? [`${count(minimum)} to ${count(maximum)}`] : []),
    ...(minimum !== undefined && maximum === undefined ? [`at least ${count(minimum)}`] : []),
    ...(length !== undefined ? [`at most ${count(length)} characters`] : []),
    ...(items !== undefined ? [`at most ${count(items)} entries`] : []),
    ...(schema.default !== undefined ? [`default ${JSON.stringify(schema.default)}`] : []),
    ...(values ? [`one of ${values.map((value) => `\`${String(value)}\``).join(", ")}`] : []),
  ];
}

/** What is inside of a value: the fields of an object, of a list's entries, of the variant that has some. */
export function innerObject(schema: JsonSchema): JsonSchema | null {
  if (schema.properties) return schema;
  for (const part of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const inner = part && innerObject(part);
    if (inner) return inner;
  }
  return null;
}

import "server-only";
import type { JsonSchema, OperationObject } from "../contracts/openapi";
import { openApiDocument } from "../openapi/document";
import { toAnchor } from "./write";

/** One operation as a page shows it. */
export interface ReferenceOperation {
  /** Anchor in the page. */
  id: string;
  method: string;
  path: string;
  operation: OperationObject;
}

/** A page of the reference: the operations of one tag. */
export interface ReferencePage {
  slug: string;
  title: string;
  summary: string;
  operations: readonly ReferenceOperation[];
}

/** The reference, made from the OpenAPI document. */
export function referencePages(): ReferencePage[] {
  const { tags, paths } = openApiDocument();
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: toAnchor(operation.summary),
      method,
      path,
      operation,
    })),
  );
  return tags.map(({ name, description }) => ({
    slug: toAnchor(name),
    title: name,
    summary: description,
    operations: all.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

/** The shapes that operations name, by their names. */
export function referenceSchemas(): Record<string, JsonSchema> {
  return openApiDocument().components.schemas;
}

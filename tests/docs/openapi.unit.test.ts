import { readFileSync } from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { openApiDocument, shapes } from "@/lib/openapi/document";
import { OPERATIONS } from "@/lib/openapi/operations/all";
import { fieldPaths, toJsonSchema } from "@/lib/openapi/schema";
import { root } from "@/scripts/env-files";
import { API_ROWS } from "../routes/api-table";
import { routesInApp } from "../routes/table";
import { testEnvironment } from "../support/environment";

beforeAll(testEnvironment);

/** `GET /emails/{id} full`, for every handler of the app that takes an API key. */
function keyCallable(): string[] {
  return routesInApp().flatMap(({ folder }) => {
    const source = readFileSync(path.join(root, "app/api", folder, "route.ts"), "utf8");
    return source.split(/^(?=export )/m).flatMap((part) => {
      const [, method] = /^export const ([A-Z]+) = route\(/.exec(part) ?? [];
      const [options = ""] = part.split(/async \(/);
      if (!method || !/auth: "(either|key)"/.test(options)) return [];
      return [`${method} ${served(folder)} ${options.includes("forSendingKeys: true") ? "sending" : "full"}`];
    });
  });
}

/** Where a route is served: at the root of the host, but for MailKit's own send. */
function served(folder: string): string {
  const braced = folder.replace(/\[(\w+)\]/g, "{$1}");
  return folder === "send" ? `/api/${braced}` : `/${braced}`;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument())));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("has every route that takes an API key, who may call it, and no other", () => {
    const documented = OPERATIONS.map(
      ({ method, path, access }) => `${method.toUpperCase()} ${path} ${access}`,
    );
    expect([...documented].sort()).toEqual([...new Set(keyCallable())].sort());
  });

  it("answers with the statuses that the routes are tested for", () => {
    for (const { folder, method, status } of API_ROWS) {
      const operation = OPERATIONS.find(
        (one) => one.method.toUpperCase() === method && one.path === served(folder),
      );
      expect(
        operation?.answers.map((answer) => answer.status),
        `${method} ${folder}`,
      ).toContain(status);
    }
  });

  it("explains every field, and none that there is not", () => {
    for (const { shape, direction } of shapes())
      expect(Object.keys(shape.fields).sort(), shape.name).toEqual(
        fieldPaths(toJsonSchema(shape, direction)).sort(),
      );
  });

  it("has examples that its own schemas accept", () => {
    for (const { shape } of shapes())
      expect(shape.schema.safeParse(shape.example).error?.issues ?? [], shape.name).toEqual([]);
  });

  it("says of a field that it is required exactly if the route refuses a body without it", () => {
    for (const { shape, direction } of shapes()) {
      if (direction === "output") continue;
      const example = Object.entries(shape.example as object);
      const refused = example
        .filter(([name]) => {
          const rest = Object.fromEntries(example.filter(([other]) => other !== name));
          const issues = shape.schema.safeParse(rest).error?.issues ?? [];
          return issues.some(({ code, path }) => code !== "custom" && path[0] === name);
        })
        .map(([name]) => name);
      expect([...(toJsonSchema(shape, direction).required ?? [])].sort(), shape.name).toEqual(refused.sort());
    }
  });

  it("names each operation and each shape once", () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Anchors of the reference's pages are made of these.
    const anchors = OPERATIONS.map(({ tag, summary }) => `${tag} ${summary}`);
    expect(new Set(anchors).size).toBe(anchors.length);
    const byName = new Map<string, unknown>();
    for (const { body, answers } of OPERATIONS)
      for (const shape of [body?.shape, ...answers.flatMap(({ shape, or }) => [shape, or])])
        if (shape) {
          expect(byName.get(shape.name) ?? shape.schema, shape.name).toBe(shape.schema);
          byName.set(shape.name, shape.schema);
        }
  });
});

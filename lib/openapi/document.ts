import "server-only";
import { branded } from "../branded";
import type {
  JsonSchema,
  MediaType,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
} from "../contracts/openapi";
import { env } from "../env";
import { errorResponses, errorShape, problemShape } from "./errors";
import { ANSWER_HEADERS, headerParameters, SEND_HEADERS } from "./headers";
import type { Answer, Operation, Shape } from "./operation";
import { OPERATIONS } from "./operations/all";
import { type Direction, toJsonSchema } from "./schema";
import { tagObjects } from "./tags";

let built: OpenApiDocument | undefined;

/** The API as an OpenAPI 3.1 document. Built once per process: nothing in it changes while it runs. */
export function openApiDocument(): OpenApiDocument {
  built ??= branded(build(env().BASE_URL));
  return built;
}

function build(baseUrl: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of OPERATIONS)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperationObject(operation) };
  return {
    openapi: "3.1.0",
    info: {
      title: "MailKit",
      version: "1.0.0",
      summary: "Prepaid transactional email.",
      description:
        "Send email that is paid for in advance: one credit is one recipient. Resend's SDKs work with it when they are given this address and a MailKit key.",
    },
    servers: [{ url: baseUrl }],
    externalDocs: { url: `${baseUrl}/docs`, description: "Guides and reference" },
    security: [{ apiKey: [] }],
    tags: tagObjects(),
    paths,
    components: {
      schemas: schemas(),
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "An API key of the dashboard, `mk_…`, as `Authorization: Bearer mk_…`.",
        },
      },
    },
  };
}

const reference = ({ name }: Shape): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

function schemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    shapes().map(({ shape, direction }) => [
      shape.name,
      { ...toJsonSchema(shape, direction), examples: [shape.example] },
    ]),
  );
}

/** Every shape of the document, once, and whether it is sent or answered. */
export function shapes(): { shape: Shape; direction: Direction }[] {
  const found = new Map<string, { shape: Shape; direction: Direction }>();
  const note = (shape: Shape, direction: Direction) => found.set(shape.name, { shape, direction });
  for (const { body, answers } of OPERATIONS) {
    if (body) note(body.shape, "input");
    for (const { shape, or } of answers) for (const one of or ? [shape, or] : [shape]) note(one, "output");
  }
  for (const shape of [errorShape, problemShape]) note(shape, "output");
  return [...found.values()];
}

function toOperationObject(operation: Operation): OperationObject {
  const { id, tag, summary, description, access, query = [], headers = [], body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    parameters: [
      ...pathParameters(operation.path),
      ...query.map((one): ParameterObject => ({ ...one, in: "query", required: false })),
      ...headerParameters(headers),
    ],
    ...(body ? { requestBody: { required: true, content: { "application/json": toMedia(body) } } } : {}),
    responses: {
      ...Object.fromEntries(
        answers.map(({ status, description, isSend, ...shapes }) => [
          status,
          {
            description,
            headers: { ...ANSWER_HEADERS, ...(isSend ? SEND_HEADERS : {}) },
            content: { "application/json": toAnswerMedia(shapes) },
          },
        ]),
      ),
      ...errorResponses(operation),
    },
    "x-mailkit-access": access,
  };
}

function toAnswerMedia({ shape, or }: Pick<Answer, "shape" | "or">): MediaType {
  if (!or) return { schema: reference(shape), example: shape.example };
  return {
    schema: { anyOf: [reference(shape), reference(or)] },
    examples: Object.fromEntries(
      [shape, or].map(({ name, example }) => [name, { summary: name, value: example }]),
    ),
  };
}

function toMedia({ shape, isList, itemsMax }: NonNullable<Operation["body"]>) {
  if (!isList) return { schema: reference(shape), example: shape.example };
  const schema: JsonSchema = { type: "array", items: reference(shape), minItems: 1, maxItems: itemsMax };
  return { schema, example: [shape.example] };
}

function pathParameters(path: string): ParameterObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]): ParameterObject => {
    const [, resource = ""] = path.split("/");
    const parameter = NAMED_OTHERWISE[`${resource} ${name}`] ?? BY_ID[name];
    if (!parameter) throw new Error(`The path parameter ${name} is not described`);
    const [description, schema] = parameter;
    return { name, in: "path", required: true, description, schema };
  });
}

const UUID: JsonSchema = { type: "string", format: "uuid" };
const BY_ID: Record<string, [description: string, schema: JsonSchema]> = {
  id: ["The id.", UUID],
  eid: ["The event's id.", UUID],
};
/** What has another name besides its id, or none but a number. */
const NAMED_OTHERWISE: typeof BY_ID = {
  "suppressions id": ["The entry's id, or the address.", { type: "string" }],
  "templates id": ["The template's id, or its alias.", { type: "string" }],
  "templates number": ["The version's number.", { type: "integer", minimum: 1 }],
};

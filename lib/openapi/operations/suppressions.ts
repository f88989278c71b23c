import "server-only";
import { z } from "zod";
import {
  addSuppressionSchema,
  addSuppressionsSchema,
  removeSuppressionsSchema,
  suppressionAddedSchema,
  suppressionListSchema,
  suppressionOriginSchema,
  suppressionRemovedSchema,
  suppressionSchema,
} from "../../contracts/suppression";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";

const ID = "0198c2f4-9b3c-7d22-9e4f-6a8b0c2d4e5f";
const REF_FIELDS = { object: "Always `suppression`.", id: "The entry's id." };
const ENTRY_FIELDS = {
  id: "The entry's id.",
  email: "The address.",
  origin: "Why it is on the list.",
  source_id: "The email that bounced or was complained of; null for an address that was added by hand.",
  created_at: "Since when.",
};
const ENTRY = {
  id: ID,
  email: "gone@acme.dev",
  origin: "bounce",
  source_id: "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
  created_at: "2030-01-31T09:00:00.000Z",
};
const added = { object: "suppression", id: ID };
const removed = { ...added, deleted: true };
const REMOVED_FIELDS = { ...REF_FIELDS, deleted: "Always true." };
const removedShape: Shape = {
  name: "SuppressionRemoved",
  schema: suppressionRemovedSchema,
  fields: REMOVED_FIELDS,
  example: removed,
};
const COMMON = { tag: "Suppressions", access: "full" } as const;

export const suppressionOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "get",
    path: "/suppressions",
    id: "listSuppressions",
    summary: "List suppressions",
    description: "The list, newest first.",
    query: [
      ...PAGE,
      {
        name: "origin",
        description: "Only addresses that are on the list for this reason.",
        schema: { type: "string", enum: [...suppressionOriginSchema.options] },
      },
      { name: "search", description: "Only addresses that contain this.", schema: { type: "string" } },
    ],
    answers: [
      {
        status: 200,
        description: "A page of the list.",
        shape: {
          name: "SuppressionList",
          schema: suppressionListSchema,
          fields: { ...LIST_FIELDS, ...under("data", ENTRY_FIELDS) },
          example: { object: "list", has_more: false, data: [ENTRY] },
        },
      },
    ],
    errors: ["invalid_input"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/suppressions",
    id: "addSuppression",
    summary: "Add an address",
    description: "Adds an address. One that is there already is answered in the same way.",
    body: {
      shape: {
        name: "SuppressionToAdd",
        schema: addSuppressionSchema,
        fields: { email: "The address." },
        example: { email: "gone@acme.dev" },
      },
    },
    answers: [
      {
        status: 201,
        description: "It is on the list.",
        shape: {
          name: "SuppressionAdded",
          schema: suppressionAddedSchema,
          fields: REF_FIELDS,
          example: added,
        },
      },
    ],
    errors: [],
  },
  {
    ...COMMON,
    method: "post",
    path: "/suppressions/batch/add",
    id: "addSuppressions",
    summary: "Add addresses",
    description: "Adds 1 to 100 addresses at once.",
    body: {
      shape: {
        name: "SuppressionsToAdd",
        schema: addSuppressionsSchema,
        fields: { emails: "The addresses." },
        example: { emails: ["gone@acme.dev"] },
      },
    },
    answers: [
      {
        status: 201,
        description: "They are on the list.",
        shape: {
          name: "SuppressionsAdded",
          schema: z.object({ data: z.array(suppressionAddedSchema) }),
          fields: { data: "The entries, in the order of the request.", ...under("data", REF_FIELDS) },
          example: { data: [added] },
        },
      },
    ],
    errors: [],
  },
  {
    ...COMMON,
    method: "post",
    path: "/suppressions/batch/remove",
    id: "removeSuppressions",
    summary: "Remove addresses",
    description: "Takes 1 to 100 entries off the list. Those that were not there are not in the answer.",
    body: {
      shape: {
        name: "SuppressionsToRemove",
        schema: removeSuppressionsSchema,
        fields: { emails: "The addresses. Either these or `ids`.", ids: "The ids of the entries." },
        example: { emails: ["gone@acme.dev"] },
      },
    },
    answers: [
      {
        status: 200,
        description: "They are off the list.",
        shape: {
          name: "SuppressionsRemoved",
          schema: z.object({ data: z.array(suppressionRemovedSchema) }),
          fields: { data: "What was removed.", ...under("data", REMOVED_FIELDS) },
          example: { data: [removed] },
        },
      },
    ],
    errors: [],
  },
  {
    ...COMMON,
    method: "get",
    path: "/suppressions/{id}",
    id: "getSuppression",
    summary: "Get an entry",
    description: "One entry, by its id or address.",
    answers: [
      {
        status: 200,
        description: "The entry.",
        shape: {
          name: "Suppression",
          schema: suppressionSchema,
          fields: { object: "Always `suppression`.", ...ENTRY_FIELDS },
          example: { object: "suppression", ...ENTRY },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "delete",
    path: "/suppressions/{id}",
    id: "removeSuppression",
    summary: "Remove an entry",
    description: "Takes an address off the list. Emails go to it again.",
    answers: [{ status: 200, description: "It is off the list.", shape: removedShape }],
    errors: ["not_found"],
  },
];

import "server-only";
import {
  addSuppressionSchema,
  suppressionAddedSchema,
  suppressionListSchema,
  suppressionOriginSchema,
  suppressionRemovedSchema,
  suppressionSchema,
} from "../../contracts/suppression";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import { added, ENTRY, ENTRY_FIELDS, REF_FIELDS, REMOVED_FIELDS, removed } from "./suppression-fields";

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
      {
        name: "search",
        description:
          "Only addresses that begin with this; with an @ in front, those whose domain begins with it. Found addresses come in their own order.",
        schema: { type: "string" },
      },
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

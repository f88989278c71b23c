import "server-only";
import { z } from "zod";
import {
  addSuppressionsSchema,
  removeSuppressionsSchema,
  suppressionAddedSchema,
  suppressionRemovedSchema,
} from "../../contracts/suppression";
import { type Operation, under } from "../operation";
import { added, REF_FIELDS, REMOVED_FIELDS, removed } from "./suppression-fields";

const COMMON = { tag: "Suppressions", access: "full" } as const;

export const suppressionBatchOperations: readonly Operation[] = [
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
];

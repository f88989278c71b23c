import "server-only";
import {
  createTemplateSchema,
  templateListSchema,
  templateRefSchema,
  templateRemovedSchema,
  templateSavedSchema,
  templateSchema,
  updateTemplateSchema,
} from "../../contracts/template";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import {
  ENTRY,
  ENTRY_FIELDS,
  INPUT_EXAMPLE,
  INPUT_FIELDS,
  REF,
  REF_FIELDS,
  TEMPLATE,
  TEMPLATE_FIELDS,
} from "./template-fields";

export const templateRef: Shape = {
  name: "TemplateRef",
  schema: templateRefSchema,
  fields: REF_FIELDS,
  example: REF,
};
const templateSaved: Shape = {
  name: "TemplateSaved",
  schema: templateSavedSchema,
  fields: {
    ...REF_FIELDS,
    updated_at: "When it was saved. In quotes it is an `If-Match` that the next change may carry.",
  },
  example: { ...REF, updated_at: TEMPLATE.updated_at },
};
const template: Shape = {
  name: "Template",
  schema: templateSchema,
  fields: TEMPLATE_FIELDS,
  example: TEMPLATE,
};
const list: Shape = {
  name: "TemplateList",
  schema: templateListSchema,
  fields: { ...LIST_FIELDS, ...under("data", ENTRY_FIELDS) },
  example: { object: "list", has_more: false, data: [ENTRY] },
};
const COMMON = { tag: "Templates", access: "full" } as const;

export const templateOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "get",
    path: "/templates",
    id: "listTemplates",
    summary: "List templates",
    description: "The templates, newest first, without their content.",
    query: [
      ...PAGE,
      {
        name: "search",
        description: "Only those with this in their name or alias.",
        schema: { type: "string" },
      },
      {
        name: "status",
        description: "Only those that can be sent.",
        schema: { type: "string", enum: ["published"] },
      },
    ],
    answers: [{ status: 200, description: "A page of the list.", shape: list }],
    errors: ["invalid_input"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/templates",
    id: "createTemplate",
    summary: "Create a template",
    description: "Makes a template as a draft. It can be sent once it is published. Give `html` or `blocks`.",
    body: {
      shape: {
        name: "TemplateToCreate",
        schema: createTemplateSchema,
        fields: INPUT_FIELDS,
        example: INPUT_EXAMPLE,
      },
    },
    answers: [{ status: 201, description: "It is made.", shape: templateRef }],
    errors: ["already_exists", "wrong_state"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/templates/{id}",
    id: "getTemplate",
    summary: "Get a template",
    description: "One template, by its id or alias, with its draft: what was saved last.",
    answers: [{ status: 200, description: "The template.", shape: template }],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "patch",
    path: "/templates/{id}",
    id: "updateTemplate",
    summary: "Change a template",
    description:
      "Changes the draft; what is left out stays. What is sent does not change until you publish. HTML that is written takes the place of blocks. With the header `If-Match` and an `updated_at` in quotes it is refused if the template was saved since.",
    body: {
      shape: {
        name: "TemplateChange",
        schema: updateTemplateSchema,
        fields: INPUT_FIELDS,
        example: { subject: "Thank you, {{{NAME}}}" },
      },
    },
    answers: [{ status: 200, description: "It is saved.", shape: templateSaved }],
    errors: ["not_found", "already_exists", "wrong_state"],
  },
  {
    ...COMMON,
    method: "delete",
    path: "/templates/{id}",
    id: "deleteTemplate",
    summary: "Delete a template",
    description: "Deletes a template with all its versions. Emails that were made from it stay as they are.",
    answers: [
      {
        status: 200,
        description: "It is deleted.",
        shape: {
          name: "TemplateDeleted",
          schema: templateRemovedSchema,
          fields: { ...REF_FIELDS, deleted: "Always true." },
          example: { ...REF, deleted: true },
        },
      },
    ],
    errors: ["not_found"],
  },
];

import "server-only";
import { templateVersionListSchema, templateVersionSchema } from "../../contracts/template-version";
import { LIST_FIELDS, type Operation, type Shape, under } from "../operation";
import { CONTENT, CONTENT_FIELDS, TEMPLATE_ID, VERSION_ENTRY, VERSION_ENTRY_FIELDS } from "./template-fields";
import { templateRef } from "./templates";

const version: Shape = {
  name: "TemplateVersion",
  schema: templateVersionSchema,
  fields: {
    object: "Always `template_version`.",
    template_id: "The template's id.",
    ...VERSION_ENTRY_FIELDS,
    ...CONTENT_FIELDS,
  },
  example: { object: "template_version", template_id: TEMPLATE_ID, ...VERSION_ENTRY, ...CONTENT },
};
const versions: Shape = {
  name: "TemplateVersionList",
  schema: templateVersionListSchema,
  fields: { ...LIST_FIELDS, ...under("data", VERSION_ENTRY_FIELDS) },
  example: { object: "list", has_more: false, data: [VERSION_ENTRY] },
};
const COMMON = { tag: "Templates", access: "full" } as const;

export const templateVersionOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "post",
    path: "/templates/{id}/publish",
    id: "publishTemplate",
    summary: "Publish a template",
    description:
      "Makes the draft a version, which never changes and is what is sent from here on. With the header `If-Match`, as when changing it, it is refused if the template was saved since.",
    answers: [{ status: 200, description: "It is published, or was already.", shape: templateRef }],
    errors: ["not_found", "wrong_state"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/templates/{id}/duplicate",
    id: "duplicateTemplate",
    summary: "Duplicate a template",
    description: "Makes a new template with the draft of this one, without its alias and its versions.",
    answers: [{ status: 201, description: "The new template.", shape: templateRef }],
    errors: ["not_found", "wrong_state"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/templates/{id}/versions",
    id: "listTemplateVersions",
    summary: "List versions",
    description: "What was published, newest first, without content. The newest hundred are kept.",
    answers: [{ status: 200, description: "The versions.", shape: versions }],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/templates/{id}/versions/{number}",
    id: "getTemplateVersion",
    summary: "Get a version",
    description: "One version, as it was published.",
    answers: [{ status: 200, description: "The version.", shape: version }],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "post",
    path: "/templates/{id}/versions/{number}/restore",
    id: "restoreTemplateVersion",
    summary: "Restore a version",
    description: "Makes a version the draft again. What is sent does not change until you publish.",
    answers: [{ status: 200, description: "It is the draft.", shape: templateRef }],
    errors: ["not_found"],
  },
];

import "server-only";
import type { z } from "zod";
import type {
  CreateTemplate,
  Template,
  TemplateList,
  TemplateRef,
  TemplateRemoved,
  TemplateSaved,
  UpdateTemplate,
} from "./contracts/template";
import type { previewRequestSchema, TemplatePreview } from "./contracts/template-preview";
import type { TemplateVersion, TemplateVersionList } from "./contracts/template-version";
import { publishTemplate, removeTemplate, restoreVersion, updateTemplate } from "./templates/change";
import { createTemplate, duplicateTemplate } from "./templates/create";
import { listTemplates, type TemplateQuery } from "./templates/list";
import { previewTemplate } from "./templates/preview";
import { type Precondition, requireTemplate } from "./templates/rows";
import { listVersions, readVersion } from "./templates/versions";
import { toTemplate } from "./templates/view";

/** The one door to a customer's templates. Each is named by its id or its alias; what is not theirs is `not_found`. */

const toRef = (id: string): TemplateRef => ({ object: "template", id });

/** A page of the customer's templates, newest first. */
export async function getTemplates(customerId: string, query: TemplateQuery): Promise<TemplateList> {
  return listTemplates(customerId, query);
}

/** One template with its draft. Throws `not_found`. */
export async function getTemplate(customerId: string, idOrAlias: string): Promise<Template> {
  return toTemplate(await requireTemplate(customerId, idOrAlias));
}

/** Makes a template, as a draft. Throws InvalidInput, `already_exists` and `wrong_state`. */
export async function addTemplate(customerId: string, body: CreateTemplate): Promise<TemplateRef> {
  return toRef(await createTemplate(customerId, body));
}

/**
 * Changes the draft; what is sent stays. Throws `not_found`, InvalidInput, `already_exists`, and `wrong_state` if the
 * request's `If-Match` names an older state.
 */
export async function changeTemplate(
  customerId: string,
  idOrAlias: string,
  body: UpdateTemplate,
  ifMatch: Precondition,
): Promise<TemplateSaved> {
  const { id, updatedAt } = await updateTemplate(customerId, idOrAlias, body, ifMatch);
  return { ...toRef(id), updated_at: updatedAt.toISOString() };
}

/** From here on the draft is what is sent. Throws `not_found`, and `wrong_state` as changing does. */
export async function publish(
  customerId: string,
  idOrAlias: string,
  ifMatch: Precondition,
): Promise<TemplateRef> {
  return toRef(await publishTemplate(customerId, idOrAlias, ifMatch));
}

/** A new template with the draft of this one. Throws `not_found` and `wrong_state`. */
export async function duplicate(customerId: string, idOrAlias: string): Promise<TemplateRef> {
  return toRef(await duplicateTemplate(customerId, idOrAlias));
}

/** Deletes a template with all its versions. Emails that were made from it stay. Throws `not_found`. */
export async function deleteTemplate(customerId: string, idOrAlias: string): Promise<TemplateRemoved> {
  return { ...toRef(await removeTemplate(customerId, idOrAlias)), deleted: true };
}

/** What was published of a template, newest first. Throws `not_found`. */
export async function getVersions(customerId: string, idOrAlias: string): Promise<TemplateVersionList> {
  return listVersions(customerId, idOrAlias);
}

/** One version with its content. Throws `not_found`. */
export async function getVersion(
  customerId: string,
  idOrAlias: string,
  number: number,
): Promise<TemplateVersion> {
  return readVersion(customerId, idOrAlias, number);
}

/** Makes a version the draft. Throws `not_found`. */
export async function restore(customerId: string, idOrAlias: string, number: number): Promise<TemplateRef> {
  return toRef(await restoreVersion(customerId, idOrAlias, number));
}

/** What a send would make of a draft. Throws InvalidInput for values that don't fit. */
export async function previewDraft(draft: z.output<typeof previewRequestSchema>): Promise<TemplatePreview> {
  return previewTemplate(draft);
}

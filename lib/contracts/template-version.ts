import { z } from "zod";
import { templateContentSchema } from "./template";

/** An entry of `GET /templates/{id}/versions`. */
export const templateVersionEntrySchema = z.object({
  id: z.uuid(),
  number: z.number().int(),
  published_at: z.iso.datetime(),
  /** Whether this is the one that is sent. */
  is_current: z.boolean(),
});
export type TemplateVersionEntry = z.infer<typeof templateVersionEntrySchema>;

/** Answer of `GET /templates/{id}/versions`: all that are kept, newest first. */
export const templateVersionListSchema = z.object({
  object: z.literal("list"),
  has_more: z.literal(false),
  data: z.array(templateVersionEntrySchema),
});
export type TemplateVersionList = z.infer<typeof templateVersionListSchema>;

/** Answer of `GET /templates/{id}/versions/{number}`: what was published, which never changes. */
export const templateVersionSchema = templateVersionEntrySchema.extend({
  object: z.literal("template_version"),
  template_id: z.uuid(),
  ...templateContentSchema.shape,
});
export type TemplateVersion = z.infer<typeof templateVersionSchema>;

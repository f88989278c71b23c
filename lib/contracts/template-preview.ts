import { z } from "zod";
import { hasOneContent, oneContent, templateFields } from "./template";
import { variableValuesSchema } from "./template-variable";

/** Body of `POST /api/dashboard/templates/preview`: a draft as it stands in the editor, and values to try it with. */
export const previewRequestSchema = z
  .strictObject({
    subject: templateFields.subject,
    html: templateFields.html,
    text: templateFields.text,
    variables: templateFields.variables,
    blocks: templateFields.blocks,
    values: variableValuesSchema.default({}),
  })
  .refine(hasOneContent, oneContent);

/** What a send would make of it. Variables without a value stay as they are written, and are in `missing`. */
export const templatePreviewSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string().nullable(),
  variables: z.array(z.string()),
  missing: z.array(z.string()),
});
export type TemplatePreview = z.infer<typeof templatePreviewSchema>;

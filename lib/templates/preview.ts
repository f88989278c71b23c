import "server-only";
import type { z } from "zod";
import type { previewRequestSchema, TemplatePreview } from "../contracts/template-preview";
import { variablesIn } from "../contracts/template-rules";
import { InvalidInput } from "../errors";
import { renderBlocks } from "./blocks";
import { fillTemplate } from "./fill";

/**
 * What a send would make of a draft, whether it was saved or not. Throws InvalidInput for values that don't fit; those
 * that are missing are only named.
 */
export async function previewTemplate(
  draft: z.output<typeof previewRequestSchema>,
): Promise<TemplatePreview> {
  const made = draft.blocks ? await renderBlocks(draft.blocks) : null;
  const content = {
    subject: draft.subject ?? null,
    html: made?.html ?? draft.html ?? "",
    text: draft.text || (made?.text ?? null),
    variables: draft.variables ?? [],
  };
  const { subject, html, text, missing, issues } = fillTemplate(content, draft.values);
  if (issues.length > 0)
    throw new InvalidInput(issues.map(({ pointer, detail }) => ({ pointer: `/values${pointer}`, detail })));
  const variables = variablesIn(content.subject, content.html, content.text);
  return { subject: subject ?? "", html, text, variables, missing };
}

import "server-only";
import { createElement } from "react";
import { renderTemplate } from "../../emails/render";
import { TemplateMail } from "../../emails/template-mail";
import type { TemplateBlock } from "../contracts/template-block";

/** Blocks as the two bodies of an email, variables still in them. */
export function renderBlocks(blocks: readonly TemplateBlock[]): Promise<{ html: string; text: string }> {
  return renderTemplate(createElement(TemplateMail, { pieces: blocks }));
}

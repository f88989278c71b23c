import "server-only";
import { createElement } from "react";
import type { TemplateBlock } from "../contracts/template-block";
import { renderTemplate } from "../mails/render";
import { TemplateMail } from "../mails/template-mail";

/** Blocks as the two bodies of an email, variables still in them. */
export function renderBlocks(blocks: readonly TemplateBlock[]): Promise<{ html: string; text: string }> {
  return renderTemplate(createElement(TemplateMail, { pieces: blocks }));
}

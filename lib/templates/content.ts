import "server-only";
import type { InputIssue } from "../contracts/problem";
import type { UpdateTemplate } from "../contracts/template";
import { RESERVED_VARIABLES, TEMPLATE_VARIABLES_MAX, variablesIn } from "../contracts/template-rules";
import type { TemplateVariable } from "../contracts/template-variable";
import type { TemplateContent } from "../db/schema/templates";
import { InvalidInput } from "../errors";
import { renderBlocks } from "./blocks";
import { scanTags } from "./html-tags";

type Changes = Pick<
  UpdateTemplate,
  "subject" | "html" | "text" | "from" | "reply_to" | "variables" | "blocks"
>;

export const EMPTY_CONTENT: TemplateContent = {
  subject: null,
  html: "",
  text: null,
  from: null,
  replyTo: [],
  variables: [],
  blocks: null,
};

/**
 * What a template says after a change: blocks become HTML and text, HTML that is written takes the place of blocks, and
 * variables that are used without having been declared become strings without a fallback. Throws InvalidInput.
 */
export async function changeContent(old: TemplateContent, changes: Changes): Promise<TemplateContent> {
  const bodies = await changedBodies(old, changes);
  const changed = {
    ...bodies,
    subject: changes.subject === undefined ? old.subject : changes.subject,
    from: changes.from === undefined ? old.from : changes.from,
    replyTo: changes.reply_to === undefined ? old.replyTo : (changes.reply_to ?? []),
  };
  const issues = [...missingContent(changed), ...faults(changed)];
  const variables = declare(
    changes.variables === undefined ? old.variables : (changes.variables ?? []),
    changed,
  );
  if (variables.length > TEMPLATE_VARIABLES_MAX)
    issues.push({ pointer: "/variables", detail: `At most ${TEMPLATE_VARIABLES_MAX} variables.` });
  if (issues.length > 0)
    throw new InvalidInput(issues, issues[0]?.pointer === "/html" && changes.html == null);
  return { ...changed, variables };
}

type Bodies = Pick<TemplateContent, "html" | "text" | "blocks">;

async function changedBodies(old: TemplateContent, { html, text, blocks }: Changes): Promise<Bodies> {
  if (blocks) {
    const made = await renderBlocks(blocks);
    return { blocks, html: made.html, text: text || made.text };
  }
  // Text that was made from blocks is not kept beside HTML that says something else.
  const oldText = html == null || old.blocks === null ? old.text : null;
  return {
    blocks: html == null ? old.blocks : null,
    html: html ?? old.html,
    text: text === undefined ? oldText : text,
  };
}

type Texts = Pick<TemplateContent, "subject" | "html" | "text">;

/** The variables that are declared, and those that the texts use besides. */
function declare(declared: readonly TemplateVariable[], texts: Texts): TemplateVariable[] {
  const known = new Set(declared.map(({ key }) => key));
  const others = variablesIn(texts.subject, texts.html, texts.text).filter((key) => !known.has(key));
  return [...declared, ...others.map((key) => ({ key, type: "string" as const, fallback_value: null }))];
}

function missingContent({ html }: Texts): InputIssue[] {
  return html.trim() === ""
    ? [{ pointer: "/html", detail: "Give the template its content, as `html` or as `blocks`." }]
    : [];
}

/** Variables that can't be filled, or not safely. */
function faults(texts: Texts): InputIssue[] {
  const reserved = (["subject", "html", "text"] as const).flatMap((field) =>
    variablesIn(texts[field])
      .filter((key) => RESERVED_VARIABLES.includes(key))
      .map((key) => ({
        pointer: `/${field}`,
        detail: `\`${key}\` is reserved. Choose another name for the variable.`,
      })),
  );
  const unquoted = variablesIn(...scanTags(texts.html).bare);
  return [
    ...reserved,
    ...unquoted.map((key) => ({
      pointer: "/html",
      detail: `\`${key}\` stands in a tag without quotes around it. Write it as in href="{{{${key}}}}".`,
    })),
  ];
}

import "server-only";
import { count, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { CreateTemplate } from "../contracts/template";
import { TEMPLATES_MAX } from "../contracts/template-rules";
import { type Executor, transaction } from "../db/client";
import { customers } from "../db/schema/identity";
import { type TemplateContent, templates } from "../db/schema/templates";
import { AppError } from "../errors";
import { requireFreeAlias } from "./alias";
import { changeContent, EMPTY_CONTENT } from "./content";
import { requireTemplate } from "./rows";

interface NewTemplate {
  name: string;
  alias: string | null;
  draft: TemplateContent;
}

/**
 * Makes a template, as a draft. Returns its id. Throws InvalidInput, `already_exists` for an alias that is taken, and
 * `wrong_state` for one template too many.
 */
export async function createTemplate(customerId: string, body: CreateTemplate): Promise<string> {
  const draft = await changeContent(EMPTY_CONTENT, body);
  return insertTemplate(customerId, { name: body.name, alias: body.alias ?? null, draft });
}

/** Makes a template with the draft of another one. Throws `not_found`, and `wrong_state` for one template too many. */
export async function duplicateTemplate(customerId: string, idOrAlias: string): Promise<string> {
  const { name, draft } = await requireTemplate(customerId, idOrAlias);
  return insertTemplate(customerId, { name: copyName(name), alias: null, draft });
}

const NAME_CHARS_MAX = 100;
const SUFFIX = " (copy)";
const copyName = (name: string) => `${[...name].slice(0, NAME_CHARS_MAX - SUFFIX.length).join("")}${SUFFIX}`;

async function insertTemplate(customerId: string, template: NewTemplate): Promise<string> {
  const id = uuidv7();
  await transaction(async (tx) => {
    // Two that are made at once are counted, and their aliases looked at, one after the other.
    await lockTemplates(tx, customerId);
    const [present] = await tx
      .select({ templates: count() })
      .from(templates)
      .where(eq(templates.customerId, customerId));
    if ((present?.templates ?? 0) >= TEMPLATES_MAX)
      throw new AppError(
        "wrong_state",
        `You have ${TEMPLATES_MAX} templates, and there can't be more. Delete one first.`,
      );
    await requireFreeAlias(tx, { customerId, id }, template.alias);
    await tx.insert(templates).values({ customerId, id, draftVersionId: uuidv7(), ...template });
  });
  return id;
}

/** One change of a customer's aliases at a time. */
export async function lockTemplates(tx: Executor, customerId: string): Promise<void> {
  await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, customerId))
    .for("no key update");
}

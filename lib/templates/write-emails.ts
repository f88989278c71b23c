import "server-only";
import type { SendRequest } from "../contracts/send";
import type { TemplateReference } from "../contracts/template-variable";
import { AppError, InvalidInput } from "../errors";
import { fillTemplate } from "./fill";
import { findSendable, type SendableTemplate } from "./published";
import { templateNotFound } from "./rows";

/** A request whose content is final: what came from a template is in place. */
export interface WrittenRequest extends Omit<SendRequest, "template" | "subject"> {
  subject: string;
}

/** A final request, and which version of which template it was made from. */
export interface WrittenEmail {
  request: WrittenRequest;
  template: { id: string; version: number } | null;
}

/** A batch is short when it only names templates; what they become has to fit into memory, beside others'. */
const CHARS_IN_ALL_MAX = 20_000_000;

/**
 * Makes the content of requests final, with at most one question to the database for any number of them. What the
 * request says goes before what the template says. A request whose template can't be used has its error in its place:
 * `not_found`, InvalidInput for one that is not published and for values that are missing or don't fit, or
 * `body_too_large` for what goes beyond all measure together.
 */
export async function writeEmails(
  customerId: string,
  requests: readonly SendRequest[],
): Promise<(WrittenEmail | AppError)[]> {
  const names = requests.flatMap(({ template }) => (template ? [template.id] : []));
  const find = names.length > 0 ? await findSendable(customerId, names) : () => undefined;
  let chars = 0;
  return requests.map((request) => {
    try {
      const { template } = request;
      if (!template) return asItIs(request);
      if (chars > CHARS_IN_ALL_MAX) throw tooLargeTogether();
      const written = writeFrom(request, template, find(template.id));
      chars += (written.request.html?.length ?? 0) + (written.request.text?.length ?? 0);
      return written;
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  });
}

const tooLargeTogether = () =>
  new AppError(
    "body_too_large",
    "With their values, the templates of this batch are too large together. Send fewer emails at once.",
  );

/** A request without what its template would add. */
export function asItIs({ template: _, ...request }: SendRequest): WrittenEmail {
  return { request: { ...request, subject: request.subject ?? "" }, template: null };
}

function writeFrom(
  request: SendRequest,
  { variables = {} }: TemplateReference,
  found: SendableTemplate | undefined,
): WrittenEmail {
  if (!found) throw templateNotFound();
  if (!found.published)
    throw new InvalidInput([
      {
        pointer: "/template/id",
        detail: "This template is not published. Publish it before you send with it.",
      },
    ]);
  const { number, content } = found.published;
  const subject = request.subject ?? content.subject;
  // A subject of the request's own is no template: what looks like a variable in it is meant so.
  const filled = fillTemplate(
    { ...content, subject: request.subject === undefined ? subject : null },
    variables,
  );
  const issues = [
    ...filled.missing.map((key) => ({
      pointer: `/${key}`,
      detail: `The template needs a value for \`${key}\`, which has no fallback.`,
    })),
    ...filled.issues,
  ];
  if (issues.length > 0)
    throw new InvalidInput(
      issues.map(({ pointer, detail }) => ({ pointer: `/template/variables${pointer}`, detail })),
    );
  if (subject === null)
    throw new InvalidInput([
      { pointer: "/subject", detail: "The template has no subject, so the request must give one." },
    ]);
  const { template: _, ...rest } = request;
  return {
    request: {
      ...rest,
      subject: filled.subject ?? subject,
      html: filled.html,
      ...(filled.text !== null && { text: filled.text }),
      ...(request.from === undefined && content.from !== null && { from: content.from }),
      reply_to: request.reply_to.length > 0 ? request.reply_to : content.replyTo,
    },
    template: { id: found.id, version: number },
  };
}

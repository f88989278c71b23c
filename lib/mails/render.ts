import "server-only";
import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";

/** A template as the two bodies of a mail. The text is made from the same source, so the two can't disagree. */
export async function renderMail(mail: ReactElement): Promise<{ html: string; text: string }> {
  return { html: await render(mail), text: await render(mail, { plainText: true }) };
}

/** Headings are not shouted: what stands in them may be a variable's name, whose letters matter. */
const PLAIN = ["h1", "h2", "h3"].map((selector) => ({ selector, options: { uppercase: false } }));

/** The same for a customer's template. Lines are not broken, for a break inside of `{{{ NAME }}}` would undo it. */
export async function renderTemplate(mail: ReactElement): Promise<{ html: string; text: string }> {
  const html = await render(mail);
  return { html, text: toPlainText(html, { wordwrap: false, selectors: PLAIN }) };
}

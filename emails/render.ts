import "server-only";
import { render } from "@react-email/render";
import type { ReactElement } from "react";

/** A template as the two bodies of a mail. The text is made from the same source, so the two can't disagree. */
export async function renderMail(mail: ReactElement): Promise<{ html: string; text: string }> {
  return { html: await render(mail), text: await render(mail, { plainText: true }) };
}

import type { SendInput } from "@/lib/contracts/send";
import { type Draft, toRequest } from "./draft";

/** A draft as a program would send it: files are named, and the program reads them. */
export interface CodeEmail extends Omit<SendInput, "attachments"> {
  files: readonly CodeFile[];
}

export interface CodeFile {
  filename: string;
  content_type?: string;
  content_id?: string;
}

/**
 * `defaultFrom` is named, because Resend's SDKs want a sender, unless the template brings one. What a draft leaves empty
 * is left out.
 */
export function codeEmailOf(draft: Draft, defaultFrom: string): CodeEmail {
  const { attachments = [], cc = [], bcc = [], reply_to = [], from, ...rest } = toRequest(draft);
  return {
    ...(!(from === undefined && draft.template?.from) && { from: from ?? defaultFrom }),
    ...rest,
    ...(cc.length > 0 && { cc }),
    ...(bcc.length > 0 && { bcc }),
    ...(reply_to.length > 0 && { reply_to }),
    files: attachments.map(({ filename = "file", content_type, content_id }) => ({
      filename,
      ...(content_type && { content_type }),
      ...(content_id && { content_id }),
    })),
  };
}

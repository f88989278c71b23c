import { parseAddress } from "@/lib/contracts/address";
import type { EmailDetail } from "@/lib/contracts/email";
import { type Draft, emptyDraft } from "./draft";

/** A draft to begin with, and the names of files that are not in it: their content is not kept for it. */
export interface Copy {
  draft: Draft;
  lostFiles: readonly string[];
}

interface Source {
  email: EmailDetail;
  /** Its HTML as it was sent; null for none. */
  html: string | null;
  /** The operator's own sender. */
  defaultFrom: string;
}

/** A new email like one that was sent: same words, same people, to go out at once. Pure. */
export function draftOfEmail({ email, html, defaultFrom }: Source): Copy {
  const line = (addresses: readonly string[]) => ({ entries: addresses, typed: "" });
  const headers = Object.entries(email.headers).map(([name, value]) => ({ name, value }));
  const own = headers.filter(({ name, value }) => !isOwnUnsubscribe(name, value));
  const unsubscribe = own.length < headers.length;
  return {
    draft: {
      ...emptyDraft,
      from: fromOf(email.from, defaultFrom),
      to: line(email.to),
      cc: line(email.cc),
      bcc: line(email.bcc),
      replyTo: email.reply_to.join(", "),
      subject: email.subject,
      html: html ?? "",
      text: email.text ?? "",
      headers: unsubscribe ? own.filter(({ name }) => !/^list-unsubscribe-post$/i.test(name)) : own,
      tags: email.tags,
      unsubscribe,
    },
    lostFiles: email.attachments.map(({ filename }) => filename ?? "a file without a name"),
  };
}

/** The link names the email that it was made for, so the copy gets one of its own. */
const isOwnUnsubscribe = (name: string, value: string) =>
  /^list-unsubscribe$/i.test(name) && value.includes("/api/unsubscribe/");

function fromOf(from: string, defaultFrom: string): Draft["from"] {
  const sender = parseAddress(from);
  if (!sender || sender.address === parseAddress(defaultFrom)?.address) return emptyDraft.from;
  const at = sender.address.lastIndexOf("@");
  return {
    domain: sender.address.slice(at + 1),
    localPart: sender.address.slice(0, at),
    name: sender.name ?? "",
  };
}

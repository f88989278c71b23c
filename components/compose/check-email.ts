import { faultOfAddress } from "@/lib/contracts/address";
import { EMAIL_RULES } from "@/lib/contracts/email-rules";
import { faultsOfHeaderNames } from "@/lib/contracts/header-rules";
import type { InputIssue } from "@/lib/contracts/problem";
import {
  CONTENT,
  CONTENT_ID,
  FILE_CONTENT,
  FILE_NAME,
  HEADER_VALUE,
  LISTS,
  MEDIA_TYPE,
  NO_RECIPIENTS,
  SCHEDULED_AT,
  SUBJECT,
  TAG_NAME,
  TAG_VALUE,
} from "@/lib/contracts/send-rules";
import { faultOfText, type TextRule } from "@/lib/contracts/text-rule";
import type { DraftRequest } from "./draft";

type Path = readonly (string | number)[];

/** What the server would refuse of an email, by the same rules and in the same form, without asking it. */
export function faultsOfEmail(email: DraftRequest): InputIssue[] {
  return [
    ...at(["from"], email.from === undefined ? null : faultOfAddress(email.from)),
    ...addresses("to", email.to),
    ...at(["to"], email.to.length === 0 ? NO_RECIPIENTS : null),
    ...text(["subject"], SUBJECT, email.subject),
    ...text(["html"], CONTENT, email.html),
    ...text(["text"], CONTENT, email.text),
    ...addresses("cc", email.cc),
    ...addresses("bcc", email.bcc),
    ...addresses("reply_to", email.reply_to),
    ...headers(email.headers ?? {}),
    ...tags(email.tags ?? []),
    ...files(email.attachments ?? []),
    ...text(["scheduled_at"], SCHEDULED_AT, email.scheduled_at),
    ...EMAIL_RULES.flatMap(({ field, fault, holds }) => at([field], holds(email) ? null : fault)),
  ];
}

function at(path: Path, fault: string | null): InputIssue[] {
  const escaped = path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return fault === null ? [] : [{ pointer: escaped.join(""), detail: fault }];
}

function text(path: Path, rule: TextRule, value: string | undefined): InputIssue[] {
  return value === undefined ? [] : at(path, faultOfText(rule, value));
}

function tooMany(field: "attachments" | "headers" | "tags", things: readonly unknown[]): InputIssue[] {
  return at([field], things.length > LISTS[field].count ? LISTS[field].fault : null);
}

function addresses(field: string, list: readonly string[]): InputIssue[] {
  return [
    ...list.flatMap((address, index) => at([field, index], faultOfAddress(address))),
    ...at([field], list.length > LISTS.addresses.count ? LISTS.addresses.fault : null),
  ];
}

function headers(given: Readonly<Record<string, string>>): InputIssue[] {
  const path = (name: string | null) => (name === null ? ["headers"] : ["headers", name]);
  return [
    ...Object.entries(given).flatMap(([name, value]) => text(path(name), HEADER_VALUE, value)),
    ...faultsOfHeaderNames(Object.keys(given)).flatMap(({ name, fault }) => at(path(name), fault)),
  ];
}

function tags(given: NonNullable<DraftRequest["tags"]>): InputIssue[] {
  return [
    ...tooMany("tags", given),
    ...given.flatMap(({ name, value }, index) => [
      ...text(["tags", index, "name"], TAG_NAME, name),
      ...text(["tags", index, "value"], TAG_VALUE, value),
    ]),
  ];
}

function files(given: NonNullable<DraftRequest["attachments"]>): InputIssue[] {
  return [
    ...tooMany("attachments", given),
    ...given.flatMap(({ content, filename, content_type, content_id }, index) => [
      ...text(["attachments", index, "content"], FILE_CONTENT, content),
      ...text(["attachments", index, "filename"], FILE_NAME, filename),
      ...text(["attachments", index, "content_type"], MEDIA_TYPE, content_type),
      ...text(["attachments", index, "content_id"], CONTENT_ID, content_id),
    ]),
  ];
}

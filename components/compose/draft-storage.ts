import type { Draft } from "./draft";

/** One attempt to send: the same content keeps its key, so trying again can never send twice. */
export interface Attempt {
  key: string;
  content: string;
}

/** `lostFiles`: names of files that were attached. Their content is not kept: a tab's storage has 5 MB. */
export interface StoredDraft {
  draft: Draft;
  attempt: Attempt | null;
  lostFiles: readonly string[];
}

const PREFIX = "mailkit.draft.";

/** What an earlier version of this page stored may look otherwise; such a draft is not shown rather than half shown. */
function isStoredDraft(value: unknown): value is StoredDraft {
  return hasShape(value, { draft: isDraft, attempt: orNull(isAttempt), lostFiles: listOf(isText) });
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;

type Check = (value: unknown) => boolean;

function hasShape(value: unknown, shape: Record<string, Check>): boolean {
  return isRecord(value) && Object.entries(shape).every(([name, check]) => check(Reflect.get(value, name)));
}

const of =
  (shape: Record<string, Check>): Check =>
  (value) =>
    hasShape(value, shape);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isText: Check = (value) => typeof value === "string";
const isLine = of({ entries: listOf(isText), typed: isText });
const isPairs = listOf(of({ name: isText, value: isText }));
const isAttempt = of({ key: isText, content: isText });
const isTexts: Check = (value) => isRecord(value) && Object.values(value).every(isText);
/** Its id and its values are what sending needs; the rest came from the server. */
const isChoice = of({
  id: isText,
  version: (value) => typeof value === "number",
  variables: listOf(of({ key: isText })),
  values: isTexts,
});
const isDraft = of({
  from: of({ domain: orNull(isText), localPart: isText, name: isText }),
  to: isLine,
  cc: isLine,
  bcc: isLine,
  replyTo: isText,
  subject: isText,
  template: orNull(isChoice),
  html: isText,
  text: isText,
  files: (value) => Array.isArray(value) && value.length === 0,
  when: of({
    kind: (value) => value === "now" || value === "at" || value === "words",
    at: isText,
    words: isText,
  }),
  headers: isPairs,
  tags: isPairs,
  unsubscribe: (value) => typeof value === "boolean",
});

/**
 * The draft outlives a reload and a session that ends while writing. It stays in this tab, belongs to one account,
 * and is gone with the tab or with signing out. A browser that refuses storage only loses this comfort.
 */
export function loadDraft(owner: string): StoredDraft | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(PREFIX + owner) ?? "null");
    return isStoredDraft(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function saveDraft(owner: string, stored: StoredDraft): void {
  const { draft, attempt, lostFiles } = stored;
  const names = [...lostFiles, ...draft.files.map(({ name }) => name)];
  try {
    sessionStorage.setItem(
      PREFIX + owner,
      JSON.stringify({ draft: { ...draft, files: [] }, attempt, lostFiles: names }),
    );
  } catch {
    // Full or forbidden: the draft is still in the page.
  }
}

export function clearDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Nothing could be stored either.
  }
}

import { z } from "zod";
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
const addressLine = z.object({ entries: z.array(z.string()), typed: z.string() });
const pairs = z.array(z.object({ name: z.string(), value: z.string() }));
const choice = z.object({
  id: z.uuid(),
  version: z.number(),
  variables: z.array(z.object({ key: z.string() })),
  values: z.record(z.string(), z.string()),
});
const storedDraftSchema: z.ZodType<StoredDraft> = z.object({
  draft: z.object({
    from: z.object({ domain: z.string().nullable(), localPart: z.string(), name: z.string() }),
    to: addressLine,
    cc: addressLine,
    bcc: addressLine,
    replyTo: z.string(),
    subject: z.string(),
    template: z.custom<Draft["template"]>(isChoice).default(null),
    html: z.string(),
    text: z.string(),
    files: z.tuple([]),
    when: z.object({ kind: z.enum(["now", "at", "words"]), at: z.string(), words: z.string() }),
    headers: pairs,
    tags: pairs,
    unsubscribe: z.boolean(),
  }),
  attempt: z.object({ key: z.string(), content: z.string() }).nullable(),
  lostFiles: z.array(z.string()),
});

/** Its id and its values are what sending needs; the rest came from the server. */
function isChoice(value: unknown): boolean {
  return value === null || choice.safeParse(value).success;
}

/**
 * The draft outlives a reload and a session that ends while writing. It stays in this tab, belongs to one account,
 * and is gone with the tab or with signing out. A browser that refuses storage only loses this comfort.
 */
export function loadDraft(owner: string): StoredDraft | null {
  try {
    const stored = storedDraftSchema.safeParse(JSON.parse(sessionStorage.getItem(PREFIX + owner) ?? "null"));
    return stored.success ? stored.data : null;
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

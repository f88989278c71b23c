"use client";

import { useEffect, useRef, useState } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { isSignedOut } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";
import type { SendResult } from "@/lib/contracts/send";
import { type Draft, emptyDraft, emptyLine } from "./draft";
import type { Copy } from "./draft-of-email";
import { type Attempt, loadDraft, type StoredDraft, saveDraft } from "./draft-storage";
import { explainFailure, type Failure } from "./failure";
import type { FieldErrors } from "./field-errors";
import { attemptFor, checkDraft, postSend } from "./send-request";

interface Outcome {
  fields: FieldErrors;
  failure: Failure | null;
  sent: { result: SendResult; draft: Draft } | null;
}

type Sending = "email" | "test" | null;

const nothing: Outcome = { fields: {}, failure: null, sent: null };

/**
 * An email on its way from empty to accepted. `owner` is the reader's address: it keeps drafts of different accounts
 * apart, and is where a test goes. `copy` is what it begins with, if it is to be like one that was sent.
 */
export function useCompose(owner: string, copy: Copy | null) {
  const [draft, setDraft] = useState<Draft>(copy?.draft ?? emptyDraft);
  const [lostFiles, setLostFiles] = useState<readonly string[]>(copy?.lostFiles ?? []);
  const [outcome, setOutcome] = useState<Outcome>(nothing);
  const [sending, setSending] = useState<Sending>(null);
  const attempts = useRef<Record<"email" | "test", Attempt | null>>({ email: null, test: null });
  const isBusy = useRef(false);
  const latest = useRef<Draft>(draft);
  const { showAvailable, retry: refreshCredits } = useCredits();

  // After hydration, because the server cannot know what this tab has stored.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it calls is made anew with every render.
  useEffect(() => {
    const stored = loadDraft(owner);
    if (copy) {
      saveDraft(owner, { ...copy, attempt: null });
      // From here on it is a draft like others: a reload must not undo what is changed in it.
      window.history.replaceState(null, "", "/dashboard/send");
      if (stored && isWorthKeeping(stored, copy)) offer(stored);
    } else if (stored) take(stored);
  }, [owner, copy]);

  function take(stored: StoredDraft) {
    attempts.current.email = stored.attempt;
    show(stored.draft, stored.lostFiles);
  }

  /** What stood in the form before is not lost by looking at something else. */
  function offer(stored: StoredDraft) {
    toast.info("The form holds a copy of the email.", {
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Back to my draft", onClick: () => take(stored) },
    });
  }

  function show(next: Draft, lost: readonly string[]) {
    latest.current = next;
    setDraft(next);
    setLostFiles(lost);
    saveDraft(owner, { draft: next, attempt: attempts.current.email, lostFiles: lost });
  }

  /** Changes parts of the draft as it is by then, which after reading a file is not as it was before. */
  function change(part: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) {
    show({ ...latest.current, ...(typeof part === "function" ? part(latest.current) : part) }, lostFiles);
  }

  /** Sends what is checked; `kind` names the attempt that a repetition belongs to. Null if it did not go out. */
  async function deliver(kind: "email" | "test", email: Draft): Promise<SendResult | null> {
    if (isBusy.current) return null;
    const { body, wrong } = checkDraft(email);
    if (wrong) {
      setOutcome({ ...nothing, ...wrong });
      return null;
    }
    isBusy.current = true;
    setSending(kind);
    try {
      const attempt = attemptFor(attempts.current[kind], email, body);
      attempts.current[kind] = attempt;
      saveDraft(owner, { draft, attempt: attempts.current.email, lostFiles });
      const result = await postSend(body, attempt);
      attempts.current[kind] = null;
      showAvailable(result.credits.available);
      return result;
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      else {
        setOutcome({ ...nothing, ...explainFailure(error, body) });
        refreshCredits();
      }
      return null;
    } finally {
      isBusy.current = false;
      setSending(null);
    }
  }

  async function send() {
    const result = await deliver("email", draft);
    if (!result) return;
    setOutcome({ ...nothing, sent: { result, draft } });
    // The next email is probably from the same sender.
    show({ ...emptyDraft, from: draft.from }, []);
  }

  /** The same email to the reader alone, at once. The draft stays. */
  async function sendTest(): Promise<SendResult | null> {
    const result = await deliver("test", testOf(draft, owner));
    if (result) setOutcome(nothing);
    return result;
  }

  /** Puts what was just sent back into the form, as a new email. */
  function reuse() {
    if (outcome.sent) show(outcome.sent.draft, []);
    setOutcome(nothing);
  }

  return {
    draft,
    change,
    lostFiles,
    forgetLostFiles: () => show(draft, []),
    send: () => void send(),
    sendTest,
    reuse,
    sending,
    ...outcome,
  };
}

/** True for a draft that somebody has written something into, other than what takes its place. */
function isWorthKeeping({ draft }: StoredDraft, copy: Copy): boolean {
  const text = JSON.stringify(draft);
  // The sender stays from one email to the next.
  return ![{ ...emptyDraft, from: draft.from }, copy.draft].some((other) => JSON.stringify(other) === text);
}

function testOf(draft: Draft, owner: string): Draft {
  return {
    ...draft,
    to: { entries: [owner], typed: "" },
    cc: emptyLine,
    bcc: emptyLine,
    when: emptyDraft.when,
  };
}

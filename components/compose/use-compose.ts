"use client";

import { useEffect, useRef, useState } from "react";
import { useCredits } from "@/components/balance/use-credits";
import {
  fetchJson,
  isSignedOut,
  jsonPost,
  messageOf,
  ProblemError,
  UnreachableError,
} from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { type SendInput, type SendResult, sendRequestSchema, sendResultSchema } from "@/lib/contracts/send";
import { type Draft, emptyDraft, toRequest } from "./draft";
import { type Attempt, loadDraft, saveDraft } from "./draft-storage";
import { type FieldErrors, issuesOf, sortIssues } from "./field-errors";

/** Why an email did not go out, other than for a field. `isSafeToRepeat`: nobody knows whether it did. */
export interface Failure {
  message: string;
  isSafeToRepeat: boolean;
  isOutOfCredits: boolean;
}

interface Outcome {
  fields: FieldErrors;
  failure: Failure | null;
  sent: { result: SendResult; draft: Draft } | null;
}

const nothing: Outcome = { fields: {}, failure: null, sent: null };

/** An email on its way from empty to accepted. `owner` keeps drafts of different accounts apart. */
export function useCompose(owner: string) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [outcome, setOutcome] = useState<Outcome>(nothing);
  const [isSending, setIsSending] = useState(false);
  const attempt = useRef<Attempt | null>(null);
  const isBusy = useRef(false);
  const { showAvailable, retry: refreshCredits } = useCredits();

  // After hydration, because the server cannot know what this tab has stored.
  useEffect(() => {
    const stored = loadDraft(owner);
    if (!stored) return;
    attempt.current = stored.attempt;
    setDraft(stored.draft);
  }, [owner]);

  function change(next: Draft) {
    setDraft(next);
    saveDraft(owner, { draft: next, attempt: attempt.current });
  }

  async function send() {
    if (isBusy.current) return;
    const body = toRequest(draft);
    const checked = sendRequestSchema.safeParse(body);
    if (!checked.success) return setOutcome(refused(issuesOf(checked.error), body));
    isBusy.current = true;
    setIsSending(true);
    try {
      attempt.current = attemptFor(attempt.current, JSON.stringify(body));
      saveDraft(owner, { draft, attempt: attempt.current });
      const headers = { "idempotency-key": attempt.current.key };
      const result = await fetchJson("/api/send", sendResultSchema, jsonPost(body, headers));
      attempt.current = null;
      setOutcome({ ...nothing, sent: { result, draft } });
      setDraft(emptyDraft);
      saveDraft(owner, null);
      showAvailable(result.credits.available);
    } catch (error) {
      if (isSignedOut(error)) return signInAgain();
      setOutcome(failed(error, body));
      refreshCredits();
    } finally {
      isBusy.current = false;
      setIsSending(false);
    }
  }

  /** Puts what was just sent back into the form, as a new email. */
  function reuse() {
    if (outcome.sent) change(outcome.sent.draft);
    setOutcome(nothing);
  }

  return { draft, change, send: () => void send(), reuse, isSending, ...outcome };
}

function attemptFor(last: Attempt | null, content: string): Attempt {
  return last?.content === content ? last : { key: crypto.randomUUID(), content };
}

function failed(error: unknown, body: SendInput): Outcome {
  if (error instanceof ProblemError && error.problem.errors) return refused(error.problem.errors, body);
  const failure = {
    message: messageOf(error),
    isSafeToRepeat: error instanceof UnreachableError,
    isOutOfCredits: error instanceof ProblemError && error.problem.code === "insufficient_credits",
  };
  return { ...nothing, failure };
}

function refused(issues: Parameters<typeof sortIssues>[0], body: SendInput): Outcome {
  const { fields, rest } = sortIssues(issues, body);
  const message = rest.length > 0 ? rest.join(" ") : "Correct the marked fields, then send again.";
  return { fields, failure: { message, isSafeToRepeat: false, isOutOfCredits: false }, sent: null };
}

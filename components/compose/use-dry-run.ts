"use client";

import { useEffect, useState } from "react";
import useSWR from "swr";
import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import type { DryRun } from "@/lib/contracts/resend/emails";
import { type Draft, fromOf, recipientsOf, settledAddresses } from "./draft";
import { whenToSend } from "./when";

/** Long enough that nobody is asked while somebody types. */
const PAUSE_MS = 500;

/**
 * What the server thinks of a draft: its cost without suppressed recipients, its sender, its time. Undefined while it
 * is not known, which includes having no connection: then nothing is said, and sending will tell.
 */
export function useDryRun(draft: Draft, owner: string): DryRun | undefined {
  const question = questionOf(draft, owner);
  const settled = useSettled(question);
  const key = settled === null ? null : ["dry-run", settled];
  const { data } = useSWR(key, ask, {
    keepPreviousData: false,
    revalidateOnFocus: false,
    shouldRetryOnError: false,
    // Failing is no news: whoever sends hears why. Signing in again can wait until then, too.
    onError: () => undefined,
  });
  return question === settled ? data : undefined;
}

/** Only what decides: neither content nor files travel, and a change in them asks nothing. */
function questionOf(draft: Draft, owner: string): string | null {
  const { scheduled_at } = whenToSend(draft.when);
  const hasRecipients = recipientsOf(draft) > 0;
  if (!hasRecipients && !scheduled_at) return null;
  return JSON.stringify({
    ...(draft.from.domain !== null && draft.from.localPart.trim() !== "" && fromOf(draft.from)),
    to: hasRecipients ? settledAddresses(draft.to) : [owner],
    cc: settledAddresses(draft.cc),
    bcc: settledAddresses(draft.bcc),
    subject: "-",
    text: "-",
    ...(scheduled_at && { scheduled_at }),
  });
}

function ask([, body]: string[]): Promise<DryRun> {
  const headers = { "x-mailkit-dry-run": "1" };
  return fetchJson<DryRun>("/api/emails", { ...jsonPost({}, headers), body });
}

/** What stays the same for a moment. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

"use client";

import { useSyncExternalStore } from "react";

const KEY = "mailkit.docs.language";
const listeners = new Set<() => void>();
/** Where nothing can be stored, the choice holds until the page is left. */
let chosen: string | null = null;

/** The language that was picked last; null if none was, and on the server. */
export function useLanguage(): string | null {
  return useSyncExternalStore(subscribe, read, () => null);
}

/** Shows every example in this language that has it, now and the next time. */
export function rememberLanguage(language: string): void {
  chosen = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser may refuse to store anything.
  }
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function read(): string | null {
  try {
    return chosen ?? localStorage.getItem(KEY);
  } catch {
    return chosen;
  }
}

"use client";

import { useSyncExternalStore } from "react";

const KEY = "mailkit.shortcuts";
const listeners = new Set<() => void>();

/** On unless somebody has switched it off in this browser, or the browser refuses storage. */
function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function write(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Then it holds as long as the browser lets it: not at all.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/**
 * Whether single keys are shortcuts. It can be switched off, as WCAG 2.1.4 asks: who speaks to their computer would
 * press them by talking.
 */
export function useShortcutSetting(): [isOn: boolean, set: (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, read, () => true);
  return [isOn, write];
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";

/**
 * Whether a dialog is open. Its name in the address opens it, so that a link or the command palette can. What closes it
 * takes the name away again, but does not wait for that: the address follows later than a state.
 */
export function useUrlDialog(name: string): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const query = useSearchParams();
  const pathname = usePathname();
  const isAsked = query.has(name);
  const [isOpen, setIsOpen] = useState(isAsked);
  const [wasAsked, setWasAsked] = useState(isAsked);
  if (wasAsked !== isAsked) {
    setWasAsked(isAsked);
    if (isAsked) setIsOpen(true);
  }
  function setOpen(next: boolean) {
    setIsOpen(next);
    if (next || !isAsked) return;
    const rest = new URLSearchParams(query);
    rest.delete(name);
    // Not through the router: the page is the same, and need not be asked for again.
    window.history.replaceState(null, "", rest.size === 0 ? pathname : `${pathname}?${rest}`);
  }
  return [isOpen, setOpen];
}

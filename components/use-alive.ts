"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False in what the server renders, and until the code of this part is there: what is typed before that would be lost, so
 * its fields are disabled meanwhile.
 */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

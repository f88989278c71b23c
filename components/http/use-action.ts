"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { messageOf } from "./fetch-json";

/** Something that is done at the server: how to begin it, and whether it is under way. What goes wrong is told in a toast. */
export function useAction<Args extends unknown[]>(
  work: (...args: Args) => Promise<unknown>,
): { isPending: boolean; run: (...args: Args) => void } {
  const [isPending, setPending] = useState(false);
  async function start(args: Args) {
    setPending(true);
    try {
      await work(...args);
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setPending(false);
    }
  }
  return { isPending, run: (...args) => void start(args) };
}

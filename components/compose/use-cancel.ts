"use client";

import { useState } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { fetchJson, isSignedOut, jsonPost, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";

/** Calls a scheduled email off. `cancel` says whether that was still possible. */
export function useCancel(emailId: string) {
  const [state, setState] = useState<"waiting" | "canceling" | "canceled">("waiting");
  const { retry: refreshCredits } = useCredits();
  async function cancel(): Promise<boolean> {
    setState("canceling");
    try {
      await fetchJson(`/api/emails/${emailId}/cancel`, jsonPost({}));
      setState("canceled");
      refreshCredits();
      return true;
    } catch (error) {
      setState("waiting");
      if (isSignedOut(error)) signInAgain();
      else toast.error("The email was not canceled.", { description: messageOf(error) });
      return false;
    }
  }
  return { isCanceled: state === "canceled", isCanceling: state === "canceling", cancel };
}

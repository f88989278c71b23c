"use client";

import { useEffect, useRef, useState } from "react";
import { fetchJson, isSignedOut, jsonRequest, messageOf, ProblemError } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";
import type { CheckoutStarted, PortalOpened } from "@/lib/contracts/checkout";

/** Which of Dodo's hosted pages: the checkout of one plan or pack by its key, or the portal. */
export type CheckoutTarget = { plan: string } | { pack: string } | "portal";

async function open(target: CheckoutTarget): Promise<string> {
  if (target === "portal")
    return (await fetchJson<PortalOpened>("/api/checkout/portal", { method: "POST" })).portal_url;
  const path = "plan" in target ? "/api/checkout/subscribe" : "/api/checkout/topup";
  return (await fetchJson<CheckoutStarted>(path, jsonRequest("POST", target))).checkout_url;
}

/** Opens one of Dodo's hosted pages. Clicks while one is on its way are ignored, so nobody starts two. */
export function useCheckout(target: CheckoutTarget): { isPending: boolean; start: () => void } {
  const [isPending, setIsPending] = useState(false);
  const isStarted = useRef(false);

  // With the browser's back button the page may come back as it was left: waiting for a page that was opened already.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      isStarted.current = false;
      setIsPending(false);
    };
    window.addEventListener("pageshow", wake);
    return () => window.removeEventListener("pageshow", wake);
  }, []);

  async function start() {
    if (isStarted.current) return;
    isStarted.current = true;
    setIsPending(true);
    try {
      window.location.assign(await open(target));
    } catch (error) {
      isStarted.current = false;
      setIsPending(false);
      if (isSignedOut(error)) signInAgain();
      else explain(error);
    }
  }
  return { isPending, start: () => void start() };
}

function explain(error: unknown) {
  if (error instanceof ProblemError && error.problem.code === "already_subscribed") {
    toast.info("You already have a plan.", {
      description: "Buy a top-up for more credits now, or change the plan under Manage billing.",
    });
    return;
  }
  toast.error("Nothing was charged.", { description: messageOf(error) });
}

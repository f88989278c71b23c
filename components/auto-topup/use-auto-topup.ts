"use client";

import { useState } from "react";
import { useSWRConfig } from "swr";
import { type Answer, useBilling } from "@/components/billing/use-billing";
import { useCredits } from "@/components/credits/use-credits";
import { fetchJson, isSignedOut, jsonPost, jsonRequest, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";
import type { AutoTopUp, AutoTopUpChange } from "@/lib/contracts/auto-topup";
import { AUTO_TOPUP_PATH, RESUME_AUTO_TOPUP_PATH } from "@/lib/contracts/auto-topup-limits";

/** While a charge is under way, or about to be. Asks the database alone. */
const POLL_MS = 2_000;

/** A card that is saved at Dodo while this page is open. */
const CARDS_POLL_MS = 15_000;
/** The same while somebody chooses a card, perhaps having just saved another one. */
const CHOOSING_POLL_MS = 5_000;

/** How auto top-up stands. */
export function useAutoTopUp(isChoosing: boolean): Answer<AutoTopUp> {
  const { credits } = useCredits();
  return useBilling<AutoTopUp>(AUTO_TOPUP_PATH, ({ status, threshold }) => {
    const isNeeded = credits !== undefined && threshold !== null && credits.available <= threshold;
    if (status === "needs_card") return CARDS_POLL_MS;
    if (status === "running" || (status === "on" && isNeeded)) return POLL_MS;
    return isChoosing ? CHOOSING_POLL_MS : 0;
  });
}

interface Actions {
  isPending: boolean;
  /** Throws what the form is to explain. */
  agree: (change: AutoTopUpChange) => Promise<void>;
  turnOff: () => void;
  resume: () => void;
}

/** What the customer can do about it. The server's answer is shown at once. */
export function useAutoTopUpActions(): Actions {
  const { mutate } = useSWRConfig();
  const [isPending, setPending] = useState(false);

  async function send(path: string, request: RequestInit, done: string): Promise<void> {
    const answer = await fetchJson<AutoTopUp>(path, request);
    await mutate(AUTO_TOPUP_PATH, answer, { revalidate: false });
    toast.success(done);
  }

  async function tell(work: Promise<void>): Promise<void> {
    setPending(true);
    try {
      await work;
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      else toast.error("Nothing was changed.", { description: messageOf(error) });
    } finally {
      setPending(false);
    }
  }

  const put = (change: AutoTopUpChange, done: string) =>
    send(AUTO_TOPUP_PATH, jsonRequest("PUT", change), done);
  return {
    isPending,
    agree: (change) => put(change, "Auto top-up is on."),
    turnOff: () => void tell(put({ enabled: false }, "Auto top-up is off.")),
    resume: () => void tell(send(RESUME_AUTO_TOPUP_PATH, jsonPost({}), "Auto top-up goes on.")),
  };
}

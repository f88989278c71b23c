"use client";

import { type FormEvent, useState } from "react";
import { formatCount } from "@/components/format";
import { isSignedOut, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { type Pack, packOfKey } from "@/lib/catalogue";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { AUTO_TOPUP_DEFAULTS, MONTHLY_CAP_MAX, thresholdMax } from "@/lib/contracts/auto-topup-limits";
import { useAutoTopUpActions } from "./use-auto-topup";

interface Draft {
  /** Its key in the catalogue. */
  pack: string;
  threshold: string;
  monthlyCap: string;
  cardId: string;
  consent: boolean;
}

type Errors = Partial<Record<"threshold" | "monthlyCap" | "consent", string>>;

export interface AutoTopUpForm {
  draft: Draft;
  /** The pack of the draft. */
  pack: Pack;
  /** The numbers of the draft; null while one is none. */
  terms: { threshold: number; monthlyCap: number } | null;
  errors: Errors;
  /** Why it could not be sent, other than for a field. */
  failure: string | null;
  isPending: boolean;
  set: (change: Partial<Draft>) => void;
  submit: (event: FormEvent) => void;
}

/** The agreement as it is written. Whatever is changed in it takes the consent back. */
export function useAutoTopUpForm(data: AutoTopUp, onDone: () => void): AutoTopUpForm {
  const { agree } = useAutoTopUpActions();
  const [draft, setDraft] = useState(() => draftOf(data));
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const terms = termsOf(draft);
  const pack = packOfKey(draft.pack);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = errorsOf(draft);
    setErrors(found);
    if (!terms || Object.keys(found).length > 0) return;
    setPending(true);
    setFailure(null);
    try {
      await agree({
        enabled: true,
        pack: pack.key,
        threshold: terms.threshold,
        monthly_cap: terms.monthlyCap,
        payment_method_id: draft.cardId,
        price_minor: pack.priceMinor,
        consent: true,
      });
      onDone();
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      else setFailure(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return {
    draft,
    pack,
    terms,
    errors,
    failure,
    isPending,
    set: (change) => {
      setDraft({ ...draft, consent: false, ...change });
      setErrors({});
    },
    submit: (event) => void submit(event),
  };
}

function draftOf({ pack, threshold, monthly_cap, card, cards }: AutoTopUp): Draft {
  const chosen = cards?.find(({ id }) => id === card?.id) ?? cards?.[0];
  return {
    pack,
    threshold: formatCount(threshold ?? Math.min(AUTO_TOPUP_DEFAULTS.threshold, thresholdMax(pack))),
    monthlyCap: String(monthly_cap ?? AUTO_TOPUP_DEFAULTS.monthlyCap),
    cardId: chosen?.id ?? "",
    consent: false,
  };
}

/** `1,000` and `1 000` are numbers, too. */
const toNumber = (text: string): number =>
  /^\d[\d, ]*$/.test(text.trim()) ? Number(text.replace(/\D/g, "")) : Number.NaN;

function termsOf(draft: Draft): AutoTopUpForm["terms"] {
  const threshold = toNumber(draft.threshold);
  const monthlyCap = toNumber(draft.monthlyCap);
  const isGood = threshold <= thresholdMax(draft.pack) && monthlyCap >= 1 && monthlyCap <= MONTHLY_CAP_MAX;
  return isGood ? { threshold, monthlyCap } : null;
}

function errorsOf(draft: Draft): Errors {
  const max = thresholdMax(draft.pack);
  const isThreshold = toNumber(draft.threshold) <= max;
  const monthlyCap = toNumber(draft.monthlyCap);
  const isCap = monthlyCap >= 1 && monthlyCap <= MONTHLY_CAP_MAX;
  return {
    ...(!isThreshold && { threshold: `Give a number from 0 to ${formatCount(max)}.` }),
    ...(!isCap && { monthlyCap: `Give a number from 1 to ${MONTHLY_CAP_MAX}.` }),
    ...(!draft.consent && { consent: "Tick the box to agree. Without it nothing is turned on." }),
  };
}

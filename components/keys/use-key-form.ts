"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { isSignedOut, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import type { UpdateKeyRequest } from "@/lib/contracts/keys";
import { errorsOfAnswer, errorsOfRequest, type KeyDraft, type KeyErrors } from "./key-form";

interface KeyFormOptions<Request extends UpdateKeyRequest> {
  initial: KeyDraft;
  toRequest: (draft: KeyDraft) => Request;
  /** Sends the request; what it throws is shown in the form. */
  submit: (request: Request) => Promise<void>;
}

/** A form about one key: what is typed, what is wrong with it, and its way to the server. */
export function useKeyForm<Request extends UpdateKeyRequest>(options: KeyFormOptions<Request>) {
  const [draft, setDraft] = useState(options.initial);
  const [errors, setErrors] = useState<KeyErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setIsPending] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  // The first field that is wrong gets the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setFailure(null);
    const request = options.toRequest(draft);
    const faults = errorsOfRequest(request);
    setErrors(faults);
    if (Object.keys(faults).length > 0) return;
    setIsPending(true);
    try {
      await options.submit(request);
    } catch (error) {
      if (isSignedOut(error)) return signInAgain();
      const refused = errorsOfAnswer(error);
      if (refused) setErrors(refused);
      else setFailure(messageOf(error));
    } finally {
      setIsPending(false);
    }
  }

  return {
    draft,
    set: (part: Partial<KeyDraft>) => setDraft({ ...draft, ...part }),
    errors,
    failure: failure ?? errors[""] ?? null,
    isPending,
    formProps: { ref: form, noValidate: true, onSubmit: (event: FormEvent) => void onSubmit(event) },
  };
}

export type KeyForm = ReturnType<typeof useKeyForm>;

"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { isSignedOut, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { errorsOfAnswer, errorsOfSchema, type KeyDraft, type KeyErrors } from "./key-form";

interface KeyFormOptions<Schema extends z.ZodType> {
  initial: KeyDraft;
  schema: Schema;
  toRequest: (draft: KeyDraft) => unknown;
  /** Sends the request; what it throws is shown in the form. */
  submit: (request: z.output<Schema>) => Promise<void>;
}

/** A form about one key: what is typed, what is wrong with it, and its way to the server. */
export function useKeyForm<Schema extends z.ZodType>(options: KeyFormOptions<Schema>) {
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
    const checked = options.schema.safeParse(options.toRequest(draft));
    if (!checked.success) return setErrors(errorsOfSchema(checked.error));
    setErrors({});
    setIsPending(true);
    try {
      await options.submit(checked.data);
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

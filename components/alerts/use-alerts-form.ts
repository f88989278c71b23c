"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { isSignedOut, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import type { AlertSettings, AlertSettingsView } from "@/lib/contracts/alerts";
import { type AlertDraft, type AlertErrors, draftOf, errorsOfAnswer, toRequest } from "./draft";

/** Where the form stands: as it was loaded, changed, on its way, or saved. */
type FormState = "untouched" | "changed" | "saving" | "saved";

/** What is chosen, what is wrong with it, and its way to the server. */
export function useAlertsForm(
  settings: AlertSettingsView,
  save: (settings: AlertSettings) => Promise<AlertSettingsView>,
) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [errors, setErrors] = useState<AlertErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [state, setState] = useState<FormState>("untouched");
  const form = useRef<HTMLFormElement>(null);

  // The first field that is wrong gets the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (state === "saving") return;
    setFailure(null);
    const checked = toRequest(draft);
    if ("errors" in checked) return setErrors(checked.errors);
    setErrors({});
    setState("saving");
    try {
      setDraft(draftOf(await save(checked.request)));
      setState("saved");
    } catch (error) {
      setState("changed");
      if (isSignedOut(error)) return signInAgain();
      const refused = errorsOfAnswer(error);
      if (refused) setErrors(refused);
      else setFailure(messageOf(error));
    }
  }

  return {
    draft,
    set: (part: Partial<AlertDraft>) => {
      setDraft((before) => ({ ...before, ...part }));
      setState("changed");
    },
    errors,
    failure,
    state,
    formProps: { ref: form, noValidate: true, onSubmit: (event: FormEvent) => void onSubmit(event) },
  };
}

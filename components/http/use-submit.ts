"use client";

import { type FormEvent, useState } from "react";
import { messageOf, ProblemError } from "./fetch-json";

/** What the one field of a form is called, by the server and in the page. */
interface SubmitOptions {
  pointer: string;
  fieldId: string;
  /** Sends it and leads away; the form stays as it is until then. */
  send: () => Promise<void>;
}

/** The state of a form that hangs on one field: whether it is being sent, and what was wrong with that field or the rest. */
export function useSubmit({ pointer, fieldId, send }: SubmitOptions) {
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const issue =
    error instanceof ProblemError
      ? error.problem.errors?.find((one) => one.pointer === pointer)?.detail
      : undefined;

  async function run() {
    setPending(true);
    setError(null);
    try {
      await send();
    } catch (thrown) {
      setError(thrown);
      setPending(false);
      document.getElementById(fieldId)?.focus();
    }
  }
  return {
    submit: (event: FormEvent) => {
      event.preventDefault();
      void run();
    },
    isPending,
    hasFailed: error !== null,
    /** What the server says of the field. */
    issue,
    /** What else went wrong, in words. */
    failure: error === null || issue ? null : messageOf(error),
  };
}

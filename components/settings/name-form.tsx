"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { rename } from "./use-settings";

interface NameFormProps {
  id: string;
  label: string;
  hint: string;
  path: "/api/profile" | "/api/account";
  initial: string;
  autoComplete: "name" | "organization";
  /** Why it can't be changed; null if it can. */
  refusal: string | null;
}

/** One name that can be changed, the reader's or the account's. */
export function NameForm({ id, label, hint, path, initial, autoComplete, refusal }: NameFormProps) {
  const router = useRouter();
  const [name, setName] = useState(initial);
  const [saved, setSaved] = useState(initial);
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const shownHint = refusal ?? hint;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    try {
      const stored = await rename(path, name);
      setName(stored);
      setSaved(stored);
      toast.success("Saved.");
      // The name stands in the menu, too.
      router.refresh();
    } catch (thrown) {
      setError(faultOf(thrown));
      document.getElementById(id)?.focus();
    } finally {
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field id={id} label={label} hint={shownHint} error={error}>
        <Input
          {...describedBy(id, { hint: shownHint, error })}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete={autoComplete}
          maxLength={100}
          disabled={refusal !== null}
        />
      </Field>
      <p role="status" className="sr-only">
        {error}
      </p>
      {refusal === null && (
        <Button
          type="submit"
          variant="secondary"
          className="justify-self-start"
          isPending={isPending}
          disabled={name.trim() === saved}
        >
          Save
        </Button>
      )}
    </form>
  );
}

function faultOf(thrown: unknown): string {
  const issue = thrown instanceof ProblemError ? thrown.problem.errors?.[0] : undefined;
  return issue?.detail ?? messageOf(thrown);
}

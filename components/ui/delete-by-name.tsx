"use client";

import { Trash2 } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Dialog, DialogActions } from "./dialog";
import { Field } from "./field";
import { FormFailure } from "./form-failure";
import { Input } from "./input";

interface DeleteByNameProps {
  /** The verb on both buttons, such as "Delete domain". */
  action: string;
  /** What has to be typed. */
  name: string;
  isSame: (typed: string) => boolean;
  /** What will happen. */
  description: ReactNode;
  /** The word on the way out. */
  cancel: string;
  /** Does it and leads away. What it throws is shown, and the dialog stays. */
  onConfirm: (typed: string) => Promise<void>;
  /** A sentence for people, whatever was thrown. */
  messageOf: (error: unknown) => string;
  className?: string;
}

/** A button, and the dialog that asks for a name first: what is done then can't be taken back by a click. */
export function DeleteByName({ className, ...props }: DeleteByNameProps) {
  const { action, name, description } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        className={cn("self-start text-danger", className)}
        onClick={() => setOpen(true)}
      >
        <Trash2 aria-hidden />
        {action}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={`Delete ${name}?`} description={description}>
        <NameForm {...props} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

type NameFormProps = Omit<DeleteByNameProps, "className"> & { onCancel: () => void };

function NameForm({ action, name, isSame, cancel, onConfirm, messageOf, onCancel }: NameFormProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isConfirmed = isSame(typed);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isConfirmed) return;
    setPending(true);
    setFailure(null);
    try {
      await onConfirm(typed);
    } catch (thrown) {
      setFailure(messageOf(thrown));
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <FormFailure message={failure} />
      <Field id={id} label={`Type ${name} to confirm`}>
        <Input
          id={id}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <DialogActions>
        <Button variant="secondary" onClick={onCancel}>
          {cancel}
        </Button>
        <Button type="submit" variant="danger" disabled={!isConfirmed} isPending={isPending}>
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}

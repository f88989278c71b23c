"use client";

import { type FormEvent, useState } from "react";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { SUPPRESSIONS_PATH } from "@/lib/contracts/paths";

interface AddDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onAdded: () => Promise<unknown>;
}

/** Adds one address. The form is forgotten when it closes, so each time it is empty. */
export function AddDialog({ isOpen, onOpenChange, onAdded }: AddDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Add an address"
      description="Your emails no longer go to it, from now on."
    >
      <AddForm onClose={() => onOpenChange(false)} onAdded={onAdded} />
    </Dialog>
  );
}

function AddForm({ onClose, onAdded }: { onClose: () => void; onAdded: () => Promise<unknown> }) {
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    try {
      await fetchJson(SUPPRESSIONS_PATH, jsonPost({ email: email.trim() }));
      toast.success(`${email.trim()} gets no more mail.`);
      onClose();
      await onAdded();
    } catch (thrown) {
      setError(messageOf(thrown));
    } finally {
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field id="suppressed-address" label="Address" error={error}>
        <Input
          {...describedBy("suppressed-address", { error })}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          placeholder="name@domain"
          autoComplete="off"
          required
        />
      </Field>
      <FormActions submit="Add address" isPending={isPending} onCancel={onClose} />
    </form>
  );
}

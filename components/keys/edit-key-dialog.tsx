"use client";

import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import type { Key, UpdateKeyRequest } from "@/lib/contracts/keys";
import { BudgetFields, NameField } from "./key-fields";
import { draftOf, toUpdateRequest } from "./key-form";
import { useKeyForm } from "./use-key-form";

interface EditKeyDialogProps {
  /** The key to change; null while the dialog is closed. */
  target: Key | null;
  onClose: () => void;
  onSave: (id: string, changes: UpdateKeyRequest) => Promise<void>;
}

export function EditKeyDialog({ target, onClose, onSave }: EditKeyDialogProps) {
  return (
    <Dialog
      isOpen={target !== null}
      onOpenChange={onClose}
      title="Edit API key"
      description="Permission, domain and expiry stay as they are. For others, create another key."
    >
      {target && <EditKeyForm target={target} onClose={onClose} onSave={onSave} />}
    </Dialog>
  );
}

function EditKeyForm({ target, onClose, onSave }: EditKeyDialogProps & { target: Key }) {
  const form = useKeyForm({
    initial: draftOf(target),
    toRequest: toUpdateRequest,
    submit: (changes) => onSave(target.id, changes),
  });
  return (
    <form {...form.formProps} aria-label={`API key ${target.name}`} className="grid gap-4">
      <FormFailure message={form.failure} />
      <NameField {...form} />
      <BudgetFields {...form} />
      <FormActions submit="Save" isPending={form.isPending} onCancel={onClose} />
    </form>
  );
}

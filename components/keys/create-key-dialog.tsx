"use client";

import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import { Select } from "@/components/ui/select";
import { PERMISSIONS } from "@/lib/contracts/key-rules";
import type { CreateKeyRequest, KeyList } from "@/lib/contracts/keys";
import { BudgetFields, NameField } from "./key-fields";
import { emptyDraft, toCreateRequest } from "./key-form";
import { type KeyForm, useKeyForm } from "./use-key-form";

const EXPIRIES_DAYS = [30, 90, 365];

interface CreateKeyDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  domains: KeyList["domains"];
  onCreate: (request: CreateKeyRequest) => Promise<void>;
}

export function CreateKeyDialog({ domains, onCreate, ...dialog }: CreateKeyDialogProps) {
  return (
    <Dialog
      {...dialog}
      title="Create an API key"
      description="With it a program can act on your account. Give it no more rights than it needs."
    >
      <CreateKeyForm domains={domains} onCreate={onCreate} onCancel={() => dialog.onOpenChange(false)} />
    </Dialog>
  );
}

type CreateKeyFormProps = Pick<CreateKeyDialogProps, "domains" | "onCreate"> & { onCancel: () => void };

/** Within the dialog, so that each opening begins with an empty form. */
function CreateKeyForm({ domains, onCreate, onCancel }: CreateKeyFormProps) {
  const form = useKeyForm({
    initial: emptyDraft,
    toRequest: (draft) => toCreateRequest(draft, Date.now()),
    submit: onCreate,
  });
  return (
    <form {...form.formProps} aria-label="New API key" className="grid gap-4">
      <FormFailure message={form.failure} />
      <NameField {...form} />
      <AccessFields form={form} domains={domains} />
      <BudgetFields {...form} />
      <ExpiryField {...form} />
      <FormActions submit="Create key" isPending={form.isPending} onCancel={onCancel} />
    </form>
  );
}

/** What it may do; a key that only sends can be bound to one domain. */
function AccessFields({ form, domains }: { form: KeyForm; domains: KeyList["domains"] }) {
  const { draft, set, errors } = form;
  const isForSending = draft.permission === "sending_access";
  const hint = isForSending
    ? "Sends emails and can do nothing else."
    : "Does all that the API can: send, read emails, manage domains, webhooks and keys.";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field id="key-permission" label="Permission" hint={hint}>
        <Select
          {...describedBy("key-permission", { hint })}
          value={draft.permission}
          onChange={(event) => {
            const permission = PERMISSIONS.find((one) => one === event.target.value);
            if (permission) set({ permission });
          }}
        >
          <option value="sending_access">Sending only</option>
          <option value="full_access">Full access</option>
        </Select>
      </Field>
      {isForSending && (
        <Field id="key-domain" label="Domain" error={errors.domain_id}>
          <Select
            {...describedBy("key-domain", { error: errors.domain_id })}
            value={draft.domainId}
            onChange={(event) => set({ domainId: event.target.value })}
          >
            <option value="">All domains</option>
            {domains.map(({ id, name }) => (
              <option key={id} value={id}>
                Only {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}

function ExpiryField({ draft, set, errors }: KeyForm) {
  return (
    <Field id="key-expiry" label="Expires" error={errors.expires_at}>
      <Select
        {...describedBy("key-expiry", { error: errors.expires_at })}
        value={draft.expiresInDays}
        onChange={(event) => set({ expiresInDays: event.target.value })}
      >
        <option value="">Never</option>
        {EXPIRIES_DAYS.map((days) => (
          <option key={days} value={days}>
            In {days} days
          </option>
        ))}
      </Select>
    </Field>
  );
}

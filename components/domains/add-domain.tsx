"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSubmit } from "@/components/http/use-submit";
import { useRefusal } from "@/components/role/role";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useUrlDialog } from "@/components/ui/use-url-dialog";
import { DOMAIN_REGIONS } from "@/lib/contracts/domain-regions";
import { regionNames } from "./region-name";
import { useDomainActions } from "./use-domains";

const NAME_HINT = "A subdomain such as mail.example.com keeps this apart from your other mail.";

/** A button, and the dialog that it opens. What was added is shown on its own page, with what to do next. */
export function AddDomain() {
  const [isOpen, setOpen] = useUrlDialog("new");
  const isForbidden = useRefusal("developer") !== null;
  if (isForbidden) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add domain
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Add a domain"
        description="You get DNS records to make at the provider of the domain. Once they are found, you can send from it."
      >
        <AddForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { add } = useDomainActions();
  const [name, setName] = useState("");
  const [region, setRegion] = useState<string>(DOMAIN_REGIONS[0]);
  const { submit, isPending, hasFailed, issue, failure } = useSubmit({
    pointer: "/name",
    fieldId: "domain-name",
    send: async () => {
      const domain = await add(name, region);
      // Or going back would open the dialog again.
      onClose();
      router.push(`/dashboard/domains/${domain.id}`);
    },
  });
  // Without the backquotes, which are for readers of JSON.
  const nameError = name.trim() === "" && hasFailed ? "Write the domain." : issue?.replaceAll("`", "");

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormFailure message={nameError ? null : failure} />
      <Field id="domain-name" label="Domain" hint={NAME_HINT} error={nameError}>
        <Input
          {...describedBy("domain-name", { hint: NAME_HINT, error: nameError })}
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="mail.example.com"
          autoComplete="off"
          autoCapitalize="none"
          inputMode="url"
          spellCheck={false}
        />
      </Field>
      <Field id="domain-region" label="Region">
        <Select id="domain-region" value={region} onChange={(event) => setRegion(event.target.value)}>
          {DOMAIN_REGIONS.map((value) => (
            <option key={value} value={value}>
              {regionNames[value]} ({value})
            </option>
          ))}
        </Select>
      </Field>
      <p role="status" className="sr-only">
        {nameError}
      </p>
      <FormActions submit="Add domain" isPending={isPending} onCancel={onClose} />
    </form>
  );
}

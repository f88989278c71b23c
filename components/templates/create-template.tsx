"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { TemplateRef } from "@/lib/contracts/template";
import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";
import { STARTERS, type StarterName } from "./starters";

interface CreateTemplateProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Asks for a name and what to begin with, and opens the editor. */
export function CreateTemplate({ isOpen, onOpenChange }: CreateTemplateProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Create a template"
      description="It begins as a draft. Nothing can be sent with it until you publish it."
    >
      <CreateForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [starter, setStarter] = useState<StarterName>("blocks");
  const [error, setError] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const nameError = error !== null && name.trim() === "" ? "Give the template a name." : undefined;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setError("");
    if (name.trim() === "") return document.getElementById("template-name")?.focus();
    setPending(true);
    try {
      const { id } = await fetchJson<TemplateRef>(
        TEMPLATES_PATH,
        jsonPost({ name, ...STARTERS[starter].body }),
      );
      // Or going back would open the dialog again.
      onClose();
      router.push(`/dashboard/templates/${id}`);
    } catch (thrown) {
      setError(messageOf(thrown));
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <FormFailure message={error} />
      <Field id="template-name" label="Name" error={nameError}>
        <Input
          {...describedBy("template-name", { error: nameError })}
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="Order confirmation"
          maxLength={100}
          autoComplete="off"
        />
      </Field>
      <Field id="template-starter" label="Begin with" hint={STARTERS[starter].hint}>
        <Select
          {...describedBy("template-starter", { hint: true })}
          value={starter}
          onChange={(event) => setStarter(event.target.value === "html" ? "html" : "blocks")}
        >
          <option value="blocks">Blocks</option>
          <option value="html">HTML</option>
        </Select>
      </Field>
      <p role="status" className="sr-only">
        {nameError}
      </p>
      <FormActions submit="Create template" isPending={isPending} onCancel={onClose} />
    </form>
  );
}

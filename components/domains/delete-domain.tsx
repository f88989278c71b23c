"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Domain } from "@/lib/contracts/resend/domain";
import { useDomainActions } from "./use-domains";

/** A button, and the dialog that asks for the name: what stops with the domain can't be brought back by a click. */
export function DeleteDomain({ domain }: { domain: Domain }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" className="self-start text-danger" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        Delete domain
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={`Delete ${domain.name}?`}
        description="Nothing can be sent from it any more, and API keys that are for this domain alone stop working. To use it again you have to add it and verify it anew."
      >
        <DeleteForm domain={domain} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DeleteForm({ domain, onCancel }: { domain: Domain; onCancel: () => void }) {
  const router = useRouter();
  const { remove } = useDomainActions();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const isConfirmed = typed.trim().toLowerCase() === domain.name;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isConfirmed) return;
    setPending(true);
    setError(null);
    try {
      await remove(domain.id);
      router.push("/dashboard/domains");
    } catch (thrown) {
      setError(thrown);
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      {error !== null && <Banner role="alert" tone="danger" title={messageOf(error)} />}
      <Field id="typed-name" label={`Type ${domain.name} to confirm`}>
        <Input
          id="typed-name"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <DialogActions>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="danger" disabled={!isConfirmed} isPending={isPending}>
          Delete domain
        </Button>
      </DialogActions>
    </form>
  );
}

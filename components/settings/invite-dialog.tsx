"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useSubmit } from "@/components/http/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useUrlDialog } from "@/components/ui/use-url-dialog";
import { ROLE_MEANINGS, type Role } from "@/lib/contracts/roles";
import { RoleSelect } from "./role-select";
import { useMemberActions } from "./use-settings";

/** A button, and the dialog that it opens. */
export function InviteDialog() {
  const [isOpen, setOpen] = useUrlDialog("invite");
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden />
        Invite member
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Invite a member"
        description="They get a mail with a link, which works once, for seven days, and for this address only."
      >
        <InviteForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { invite } = useMemberActions();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("developer");
  const { submit, isPending, issue, failure } = useSubmit({
    pointer: "/email",
    fieldId: "invite-email",
    send: async () => {
      await invite(email.trim(), role);
      toast.success(`An invite is on its way to ${email.trim()}.`);
      onClose();
    },
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormFailure message={failure} />
      <Field id="invite-email" label="Address" error={issue}>
        <Input
          {...describedBy("invite-email", { error: issue })}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          placeholder="name@example.com"
          autoComplete="off"
          autoCapitalize="none"
        />
      </Field>
      <Field id="invite-role" label="Role" hint={ROLE_MEANINGS[role]}>
        <RoleSelect {...describedBy("invite-role", { hint: true })} value={role} onRole={setRole} />
      </Field>
      <p role="status" className="sr-only">
        {issue}
      </p>
      <FormActions submit="Send invite" isPending={isPending} onCancel={onClose} />
    </form>
  );
}

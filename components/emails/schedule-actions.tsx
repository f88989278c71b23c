"use client";

import { CalendarClock } from "lucide-react";
import { type FormEvent, useState } from "react";
import { fetchJson, jsonRequest, messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { EmailDetail } from "@/lib/contracts/email";

interface ScheduleActionsProps {
  email: EmailDetail;
  onChanged: () => Promise<unknown>;
}

/** What can be done with an email until it goes out: give it another time, or call it off. */
export function ScheduleActions({ email, onChanged }: ScheduleActionsProps) {
  const [open, setOpen] = useState<"reschedule" | "cancel" | null>(null);
  const onOpenChange = (isOpen: boolean) => !isOpen && setOpen(null);

  async function cancel() {
    await fetchJson(`/api/emails/${email.id}/cancel`, jsonRequest("POST", {}));
    await onChanged();
    toast.success("The email was canceled, and its credits were given back.");
  }

  return (
    <>
      <Button size="sm" variant="secondary" onClick={() => setOpen("reschedule")}>
        <CalendarClock aria-hidden />
        Reschedule
      </Button>
      <Button size="sm" variant="secondary" onClick={() => setOpen("cancel")}>
        Cancel email
      </Button>
      <Dialog
        isOpen={open === "reschedule"}
        onOpenChange={onOpenChange}
        title="Reschedule this email"
        description="At most 30 days ahead. Its credits stay on hold until then."
      >
        <RescheduleForm email={email} onChanged={onChanged} onClose={() => setOpen(null)} />
      </Dialog>
      <ConfirmDialog
        isOpen={open === "cancel"}
        onOpenChange={onOpenChange}
        title="Cancel this email?"
        description="It will not be sent, and its credits are given back. This can't be undone."
        confirm="Cancel email"
        onConfirm={cancel}
        messageOf={messageOf}
      />
    </>
  );
}

function RescheduleForm({ email, onChanged, onClose }: ScheduleActionsProps & { onClose: () => void }) {
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const at = new Date(String(new FormData(event.currentTarget).get("at")));
    if (Number.isNaN(at.getTime())) return setError("Choose a day and a time.");
    setPending(true);
    try {
      const body = { scheduled_at: at.toISOString() };
      await fetchJson(`/api/emails/${email.id}`, jsonRequest("PATCH", body));
      await onChanged();
      onClose();
    } catch (thrown) {
      setError(messageOf(thrown));
      setPending(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field id="reschedule-at" label="New time" hint="In your own time zone." error={error}>
        <Input
          {...describedBy("reschedule-at", { hint: true, error })}
          type="datetime-local"
          name="at"
          defaultValue={localTime(email.scheduled_at)}
        />
      </Field>
      <DialogActions>
        <Button variant="secondary" onClick={onClose}>
          Keep the time
        </Button>
        <Button type="submit" isPending={isPending}>
          Reschedule
        </Button>
      </DialogActions>
    </form>
  );
}

/** As the control wants it: the reader's own clock, without a zone. */
function localTime(iso: string | null): string {
  if (iso === null) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog, DialogActions } from "./dialog";
import { FormFailure } from "./form-failure";

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb, such as "Delete domain". */
  confirm: string;
  /** Does it. The dialog closes when it is done; what it throws is shown, and the dialog stays. */
  onConfirm: () => Promise<void>;
  /** A sentence for people, whatever was thrown. */
  messageOf: (error: unknown) => string;
}

/** Asks before something is done that can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, description, confirm, onConfirm, messageOf } = props;
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  function change(isNowOpen: boolean) {
    setFailure(null);
    onOpenChange(isNowOpen);
  }

  async function run() {
    setPending(true);
    setFailure(null);
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog isOpen={isOpen} onOpenChange={change} title={title} description={description}>
      <FormFailure message={failure} />
      <DialogActions>
        <Button variant="secondary" onClick={() => change(false)}>
          Cancel
        </Button>
        <Button variant="danger" isPending={isPending} onClick={() => void run()}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

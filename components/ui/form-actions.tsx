import type { ReactNode } from "react";
import { Button } from "./button";
import { DialogActions } from "./dialog";

interface FormActionsProps {
  /** The word on the button that sends the form. */
  submit: ReactNode;
  isPending: boolean;
  onCancel: () => void;
}

/** The two ways out of a form in a dialog. */
export function FormActions({ submit, isPending, onCancel }: FormActionsProps) {
  return (
    <DialogActions>
      <Button variant="secondary" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" isPending={isPending}>
        {submit}
      </Button>
    </DialogActions>
  );
}

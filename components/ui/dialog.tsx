"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Modal } from "./modal";

interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** One or two sentences under the title; left out, screen readers hear the content at once. */
  description?: ReactNode;
  children: ReactNode;
}

interface BareDialogProps extends Omit<DialogProps, "description"> {
  className?: string;
  /** Called when the dialog is gone and the focus is back. */
  onClosed?: () => void;
}

const frameStyles = "max-h-[90dvh] w-[calc(100vw-2rem)] max-w-lg rounded-lg";

/** A dialog without a head: its title is only heard. */
export function BareDialog({ isOpen, onOpenChange, onClosed, title, className, children }: BareDialogProps) {
  const id = useId();
  if (!isOpen) return null;
  return (
    <Modal
      aria-labelledby={id}
      onClose={() => onOpenChange(false)}
      onClosed={onClosed}
      className={cn(frameStyles, className)}
    >
      <h2 id={id} className="sr-only">
        {title}
      </h2>
      {children}
    </Modal>
  );
}

/** A question or a form over the page. Closes by Escape, by a click beside it, and by its own button. */
export function Dialog({ isOpen, onOpenChange, title, description, children }: DialogProps) {
  const id = useId();
  const close = () => onOpenChange(false);
  if (!isOpen) return null;
  return (
    <Modal
      aria-labelledby={id}
      aria-describedby={description ? `${id}-more` : undefined}
      onClose={close}
      className={cn(frameStyles, "gap-4 p-5")}
    >
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-1">
          <h2 id={id} className="text-sm font-semibold">
            {title}
          </h2>
          {description && (
            <p id={`${id}-more`} className="text-[0.8125rem] text-muted">
              {description}
            </p>
          )}
        </div>
        <Button variant="ghost" size="icon" aria-label="Close" className="-mt-1.5 -mr-2" onClick={close}>
          <X aria-hidden />
        </Button>
      </div>
      {children}
    </Modal>
  );
}

/** The row of buttons at a dialog's end: the one that does it stands last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2">{children}</div>;
}

"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";

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
  /** Attributes that tie the dialog to what describes it. */
  "aria-describedby"?: string;
}

/** What all dialogs have in common: the veil, the frame, and the focus, which comes back. Its title is only heard. */
export function BareDialog({ title, children, ...frame }: BareDialogProps) {
  return (
    <Frame {...frame} aria-describedby={undefined}>
      <Primitive.Title className="sr-only">{title}</Primitive.Title>
      {children}
    </Frame>
  );
}

function Frame({
  isOpen,
  onOpenChange,
  onClosed,
  className,
  children,
  ...described
}: Omit<BareDialogProps, "title">) {
  const opener = useRef<Element>(null);
  /** Where it was before, unless whoever closed the dialog has moved it on already. */
  function returnFocus(event: Event) {
    event.preventDefault();
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere && opener.current instanceof HTMLElement) opener.current.focus();
    onClosed?.();
  }
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          {...described}
          // The dialog has no trigger of its own, so it has to remember who opened it.
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={returnFocus}
          className={cn(
            "fixed top-1/2 left-1/2 z-50 flex max-h-[90dvh] w-[calc(100vw-2rem)] max-w-lg -translate-1/2 flex-col gap-4 overflow-y-auto rounded-lg border bg-surface p-5 shadow-pop",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** A question or a form over the page. Closes by Escape, by a click beside it, and by its own button. */
export function Dialog({ isOpen, onOpenChange, title, description, children }: DialogProps) {
  return (
    <Frame
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      {...(description ? {} : { "aria-describedby": undefined })}
    >
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-1">
          <Primitive.Title className="font-semibold">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="text-[0.8125rem] text-muted">
              {description}
            </Primitive.Description>
          )}
        </div>
        <Primitive.Close asChild>
          <Button variant="ghost" size="icon" aria-label="Close" className="-mt-1.5 -mr-2">
            <X aria-hidden />
          </Button>
        </Primitive.Close>
      </div>
      {children}
    </Frame>
  );
}

/** The row of buttons at a dialog's end: the one that does it stands last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2">{children}</div>;
}

"use client";

import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { cn } from "./cn";

export interface ModalProps {
  /** Somebody wants it closed: by Escape, or by a click beside it. */
  onClose: () => void;
  /** Called when it is gone and the focus is back. */
  onClosed?: () => void;
  className?: string;
  "aria-labelledby": string;
  "aria-describedby"?: string;
  children: ReactNode;
}

/** Where writing begins. Without one the browser takes the first button. */
const FIRST_FIELD = "[data-first-focus], form input, form select, form textarea";

/**
 * What stands over the page while it is rendered. The browser's own `<dialog>`: it makes the page behind inert, keeps the
 * focus and gives it back to where it was, and closes by Escape.
 */
export function Modal({ onClose, onClosed, className, children, ...names }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  const tellClosed = useEffectEvent(() => onClosed?.());

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    // Not by touch: the keyboard would come up over what the dialog says.
    const first = matchMedia("(pointer: fine)").matches ? FIRST_FIELD : "[data-first-focus]";
    element.querySelector<HTMLElement>(first)?.focus();
    const stop = listen(element, () => close());
    return () => {
      stop();
      // Before it is taken out of the page, or the focus would be lost with it.
      element.close();
    };
  }, []);
  useEffect(() => () => tellClosed(), []);

  return (
    <dialog
      {...names}
      ref={dialog}
      // Closed, as the server renders it, it takes no place. What stands around it must not show in its text.
      className={cn(
        "fixed m-auto flex-col overflow-y-auto overscroll-contain border bg-surface text-left text-sm font-normal whitespace-normal text-foreground shadow-pop backdrop:bg-black/40 open:flex",
        className,
      )}
    >
      {children}
    </dialog>
  );
}

/** Calls back when somebody wants to close it. A click counts if it began beside it, so that text can be marked to its edge. */
function listen(dialog: HTMLDialogElement, onClose: () => void): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let hasBegunBeside = false;
  const isBeside = (event: MouseEvent) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    return event.target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  dialog.addEventListener("pointerdown", (event) => (hasBegunBeside = isBeside(event)), { signal });
  dialog.addEventListener("click", (event) => hasBegunBeside && isBeside(event) && onClose(), { signal });
  dialog.addEventListener(
    "cancel",
    (event) => {
      // A control inside, such as one for files, has a `cancel` of its own.
      if (event.target !== dialog) return;
      event.preventDefault();
      onClose();
    },
    { signal },
  );
  // The browser may close it without asking, as on a second Escape in a row. It tells so later: it may be open again by then,
  // as when React tries effects out.
  dialog.addEventListener("close", (event) => event.target === dialog && !dialog.open && onClose(), {
    signal,
  });
  return () => listeners.abort();
}

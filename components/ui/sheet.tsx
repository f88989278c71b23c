"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "./button";
import { Modal } from "./modal";

interface SheetProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** A panel from the left edge, for the navigation on small screens. */
export function Sheet({ isOpen, onClose, title, children }: SheetProps) {
  const id = useId();
  if (!isOpen) return null;
  return (
    <Modal
      aria-labelledby={id}
      onClose={onClose}
      className="mr-auto ml-0 h-dvh max-h-none w-72 max-w-[85vw] gap-4 border-y-0 border-l-0 p-4"
    >
      <div className="flex items-center justify-between">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        <Button variant="ghost" size="icon" aria-label="Close menu" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      {children}
    </Modal>
  );
}

"use client";

import { Switch as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { describedBy } from "./field";

interface SwitchProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  checked: boolean;
  onCheckedChange: (isOn: boolean) => void;
}

/** Something that is on or off, with its label, which can be clicked as well. */
export function Switch({ id, label, hint, error, checked, onCheckedChange }: SwitchProps) {
  return (
    <div className="flex items-start gap-3">
      <Primitive.Root
        {...describedBy(id, { hint, error })}
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="mt-0.5 h-5 w-9 shrink-0 rounded-full border border-control bg-subtle transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Primitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-control transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-surface" />
      </Primitive.Root>
      <div className="grid gap-0.5">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="text-[0.8125rem] font-medium text-danger">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

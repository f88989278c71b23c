import type { ReactNode } from "react";
import { describedBy, FieldNotes } from "./field";

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
      <input
        {...describedBy(id, { hint, error })}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: the browser tells whether a checkbox is checked.
        role="switch"
        checked={checked}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className="mt-0.5 flex h-5 w-9 shrink-0 cursor-pointer appearance-none items-center rounded-full border border-control bg-subtle transition-colors before:block before:size-3.5 before:translate-x-0.5 before:rounded-full before:bg-control before:transition-transform before:content-[''] checked:border-accent checked:bg-accent checked:before:translate-x-[1.125rem] checked:before:bg-surface"
      />
      <div className="grid gap-0.5">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <FieldNotes id={id} hint={hint} error={error} />
      </div>
    </div>
  );
}

import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
}

/** A box with its label, which can be clicked as well. */
export function Checkbox({ label, ...props }: CheckboxProps) {
  return (
    <label className="flex min-h-8 items-start gap-2.5 py-1.5 text-sm">
      <input {...props} type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span>{label}</span>
    </label>
  );
}

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlStyles } from "./field";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={cn(controlStyles, "h-9 max-sm:h-10", className)} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea {...props} className={cn(controlStyles, "min-h-48 resize-y py-2 leading-relaxed", className)} />
  );
}

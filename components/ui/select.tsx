import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlStyles } from "./field";

/** The browser's own: known to every phone, keyboard and screen reader. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select {...props} className={cn(controlStyles, "h-9 max-sm:h-10", className)} />;
}

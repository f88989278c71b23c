import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The browser's own: known to every phone, keyboard and screen reader. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select {...props} className={cn("ui-control ui-control-line", className)} />;
}

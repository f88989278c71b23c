import { cn } from "./cn";

/** Holds the place of what is loading, in its size, so that nothing jumps when it arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("ui-skeleton", className)} />;
}

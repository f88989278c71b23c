import { cn } from "./cn";

/**
 * Decoration only: whoever shows it says in words what is going on. Drawn here, because it comes with every button, and the
 * icons' library would come with it to pages that have no icon.
 */
export function Spinner({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className={cn("size-4 shrink-0 animate-spin", className)}
    >
      <path d="M21 12a9 9 0 1 1-6.219-8.56" />
    </svg>
  );
}

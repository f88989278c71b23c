import { cn } from "@/components/ui/cn";

/** A stamp: postage that is paid before the letter leaves. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold tracking-tight", className)}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6 shrink-0">
        <path
          className="fill-accent"
          d="M4 4h2a2 2 0 0 0 4 0h2a2 2 0 0 0 4 0a2 2 0 0 0 4 0h2a2 2 0 0 0 4 0h2v2a2 2 0 0 0 0 4v2a2 2 0 0 0 0 4a2 2 0 0 0 0 4v2a2 2 0 0 0 0 4v2h-2a2 2 0 0 0-4 0h-2a2 2 0 0 0-4 0a2 2 0 0 0-4 0h-2a2 2 0 0 0-4 0H4v-2a2 2 0 0 0 0-4v-2a2 2 0 0 0 0-4a2 2 0 0 0 0-4v-2a2 2 0 0 0 0-4z"
        />
        <path
          className="fill-none stroke-surface"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="M9.5 20.5v-9l6.5 5.5 6.5-5.5v9"
        />
      </svg>
      MailKit
    </span>
  );
}

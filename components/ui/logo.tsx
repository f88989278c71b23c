import { cn } from "@/components/ui/cn";
import { catalogue } from "@/lib/catalogue";

/** A stamp: postage that is paid before the letter leaves. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold tracking-tight", className)}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6 shrink-0">
        <path
          className="fill-accent"
          d="M3 3h1.8a1.45 1.45 0 0 0 2.9 0h3.6a1.45 1.45 0 0 0 2.9 0h3.6a1.45 1.45 0 0 0 2.9 0h3.6a1.45 1.45 0 0 0 2.9 0h1.8v1.8a1.45 1.45 0 0 0 0 2.9v3.6a1.45 1.45 0 0 0 0 2.9v3.6a1.45 1.45 0 0 0 0 2.9v3.6a1.45 1.45 0 0 0 0 2.9v1.8h-1.8a1.45 1.45 0 0 0 -2.9 0h-3.6a1.45 1.45 0 0 0 -2.9 0h-3.6a1.45 1.45 0 0 0 -2.9 0h-3.6a1.45 1.45 0 0 0 -2.9 0h-1.8v-1.8a1.45 1.45 0 0 0 0 -2.9v-3.6a1.45 1.45 0 0 0 0 -2.9v-3.6a1.45 1.45 0 0 0 0 -2.9v-3.6a1.45 1.45 0 0 0 0 -2.9v-1.8z"
        />
        <path
          className="fill-none stroke-surface"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="M10.5 20.5v-9l5.5 5 5.5-5v9"
        />
      </svg>
      {catalogue.productName}
    </span>
  );
}

import { cn } from "@/components/ui/cn";

const tones: Record<string, string> = {
  get: "bg-subtle text-foreground",
  post: "bg-accent-soft text-accent",
  patch: "bg-warning-soft text-warning",
  delete: "bg-danger-soft text-danger",
};

/** GET, POST, PATCH or DELETE. The colour only repeats the word. */
export function MethodBadge({ method }: { method: string }) {
  return (
    <span
      className={cn(
        "shrink-0 rounded px-1.5 py-0.5 font-mono text-[0.6875rem] leading-4 font-semibold uppercase",
        tones[method],
      )}
    >
      {method}
    </span>
  );
}

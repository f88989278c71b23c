import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const tones = {
  info: "border-border bg-surface text-foreground [&>div>svg]:text-accent",
  success: "border-success-line bg-success-soft text-success",
  warning: "border-warning-line bg-warning-soft text-warning",
  danger: "border-danger-line bg-danger-soft text-danger",
} as const;

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

type BannerProps = Omit<ComponentProps<"div">, "title"> & {
  tone: keyof typeof tones;
  /** The sentence that matters. */
  title: ReactNode;
  /** What to do about it: at most one button or link. */
  action?: ReactNode;
  /** The reader may put it away. */
  onDismiss?: () => void;
};

/** A message in the page. Give it `role="alert"` if it must interrupt, `role="status"` if it may wait. */
export function Banner({ tone, title, action, onDismiss, className, children, ...props }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      className={cn(
        "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border px-4 py-3 text-sm",
        tones[tone],
        onDismiss && "relative pr-12",
        className,
      )}
      {...props}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-2.5">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          {children && <div className="mt-0.5 break-words">{children}</div>}
        </div>
      </div>
      {action}
      {onDismiss && (
        <button
          type="button"
          onClick={onDismiss}
          className="absolute top-2.5 right-2 grid size-8 place-items-center rounded-md hover:bg-subtle"
        >
          <X aria-hidden className="size-4" />
          <span className="sr-only">Dismiss</span>
        </button>
      )}
    </div>
  );
}

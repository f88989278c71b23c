import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A table that scrolls sideways inside its own box rather than with the page. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={cn("w-full border-collapse text-sm", className)} />;
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-9 border-b px-3 text-left text-xs font-medium text-muted first:pl-5 last:pr-5",
        className,
      )}
    />
  );
}

/** A row whose one link covers all of it, so the whole row can be clicked and is still one stop for the keyboard. */
export function LinkRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn(
        "relative border-b last:border-b-0 hover:bg-subtle/60 has-focus-visible:bg-subtle",
        className,
      )}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={cn("h-11 px-3 py-2 first:pl-5 last:pr-5", className)} />;
}

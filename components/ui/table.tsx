import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A table as wide as its place. On the narrowest screens its cells move closer together (`.ui-td`). */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={cn("w-full border-collapse text-sm", className)} />;
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return <th scope="col" {...props} className={cn("ui-th", className)} />;
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

/** The cell that says what its row is about: heard with every other cell of the row. */
export function RowHead({ className, ...props }: ComponentProps<"th">) {
  return <th scope="row" {...props} className={cn("ui-td text-left font-normal", className)} />;
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={cn("ui-td", className)} />;
}

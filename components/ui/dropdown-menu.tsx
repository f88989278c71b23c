"use client";

import * as Primitive from "@radix-ui/react-dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Not modal: the page behind it stays known to screen readers, and the menu stays inside of its landmark. */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Primitive.Trigger;

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Content
      sideOffset={6}
      collisionPadding={12}
      {...props}
      className={cn(
        "z-50 min-w-56 rounded-lg border bg-surface p-1 text-sm text-foreground shadow-pop",
        className,
      )}
    />
  );
}

export function DropdownMenuItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      {...props}
      className={cn(
        "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 outline-none select-none data-highlighted:bg-subtle [&_svg]:size-4 [&_svg]:text-muted",
        className,
      )}
    />
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label {...props} className={cn("truncate px-2.5 py-1.5 text-xs text-muted", className)} />
  );
}

export function DropdownMenuSeparator() {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-border" />;
}

"use client";

import { type ComponentProps, createContext, type KeyboardEvent, use, useId, useState } from "react";
import { cn } from "./cn";

interface Shown {
  value: string | undefined;
  select: (value: string) => void;
  idOf: (part: "tab" | "panel", value: string) => string;
}

const ShownTab = createContext<Shown>({ value: undefined, select: () => undefined, idOf: () => "" });

interface TabsProps extends ComponentProps<"div"> {
  /** The tab that is shown, where the caller keeps it. */
  value?: string | undefined;
  onValueChange?: (value: string) => void;
  /** The tab that is shown first, where nobody keeps it. */
  defaultValue?: string;
}

/** Parts of which one is shown. The arrow keys lead from tab to tab and show it. */
export function Tabs({ value, onValueChange, defaultValue, ...props }: TabsProps) {
  const [own, setOwn] = useState(defaultValue);
  const id = useId();
  const shown: Shown = {
    value: value ?? own,
    select: onValueChange ?? setOwn,
    idOf: (part, name) => `${id}-${part}-${name}`,
  };
  return (
    <ShownTab value={shown}>
      <div {...props} />
    </ShownTab>
  );
}

export function TabsList({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      {...props}
      role="tablist"
      onKeyDown={moveFocus}
      className={cn("inline-flex gap-1 self-start rounded-lg bg-subtle p-1", className)}
    />
  );
}

/** Where a key leads, from the tab at `index` of `count`. */
const steps: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const index = event.target instanceof HTMLElement ? tabs.indexOf(event.target) : -1;
  if (!step || index === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  tabs[step(index, tabs.length)]?.focus();
}

export function TabsTrigger({ value, ...props }: ComponentProps<"button"> & { value: string }) {
  const shown = use(ShownTab);
  const isShown = shown.value === value;
  return (
    <button
      {...props}
      type="button"
      role="tab"
      id={shown.idOf("tab", value)}
      aria-controls={shown.idOf("panel", value)}
      aria-selected={isShown}
      tabIndex={isShown ? 0 : -1}
      onFocus={() => isShown || shown.select(value)}
      onClick={() => shown.select(value)}
      className="h-7 rounded-md px-3 text-[0.8125rem] font-medium text-muted transition-colors hover:text-foreground aria-selected:bg-surface aria-selected:text-foreground aria-selected:shadow-card"
    />
  );
}

export function TabsContent({ value, children, ...props }: ComponentProps<"div"> & { value: string }) {
  const shown = use(ShownTab);
  const isShown = shown.value === value;
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is in it may be scrolled by the keyboard, so it is a stop of its own.
      tabIndex={0}
      {...props}
      role="tabpanel"
      id={shown.idOf("panel", value)}
      aria-labelledby={shown.idOf("tab", value)}
      hidden={!isShown}
    >
      {isShown && children}
    </div>
  );
}

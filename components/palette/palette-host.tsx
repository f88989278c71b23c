"use client";

import { createContext, type ReactNode, Suspense, use, useState } from "react";
import { lazyPart } from "@/components/ui/load-later";
import { useRun } from "./use-run";
import { useShortcuts } from "./use-shortcuts";

// Most visits need neither, so both come when they are first asked for.
const CommandPalette = lazyPart(() => import("./command-palette").then((module) => module.CommandPalette));
const ShortcutHelp = lazyPart(() => import("./shortcut-help").then((module) => module.ShortcutHelp));

type Open = "palette" | "help" | null;

const OpenPalette = createContext<() => void>(() => undefined);

/** Opens the command palette. */
export function useOpenPalette(): () => void {
  return use(OpenPalette);
}

/** The command palette and the shortcuts of everything in it. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>(null);
  const [loaded, setLoaded] = useState({ palette: false, help: false });
  function show(next: "palette" | "help") {
    setLoaded((before) => ({ ...before, [next]: true }));
    setOpen(next);
  }
  const run = useRun(show);
  useShortcuts(run);
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <OpenPalette value={() => show("palette")}>
      {children}
      <Suspense>
        {loaded.palette && <CommandPalette isOpen={open === "palette"} onOpenChange={close} onRun={run} />}
        {loaded.help && <ShortcutHelp isOpen={open === "help"} onOpenChange={close} />}
      </Suspense>
    </OpenPalette>
  );
}

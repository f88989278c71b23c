"use client";

import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useOpenPalette } from "./palette-host";
import { isApple } from "./shortcuts";

const NAME = "Find anything";
const never = () => () => {};

/** Opens the command palette: a field's looks with the keys for it in the sidebar, an icon on a phone. */
export function PaletteButton({ isIcon }: { isIcon?: boolean }) {
  const open = useOpenPalette();
  // The server does not know the keyboard; most have Ctrl.
  const hasCommandKey = useSyncExternalStore(never, isApple, () => false);
  if (isIcon)
    return (
      <Button variant="ghost" size="icon" aria-label={NAME} aria-haspopup="dialog" onClick={open}>
        <Search aria-hidden />
      </Button>
    );
  return (
    <button
      type="button"
      onClick={open}
      aria-haspopup="dialog"
      aria-keyshortcuts={hasCommandKey ? "Meta+K" : "Control+K"}
      className="flex h-9 items-center gap-2.5 rounded-md border border-control bg-surface px-2.5 text-[0.8125rem] text-muted transition-colors hover:text-foreground"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 text-left">{NAME}</span>
      <Kbd keys={[hasCommandKey ? "⌘ K" : "Ctrl K"]} />
    </button>
  );
}

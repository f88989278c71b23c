"use client";

import type { ReactNode } from "react";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { CopyCode } from "./copy-code";
import { rememberLanguage, useLanguage } from "./language";

interface CodeTabsProps {
  panels: readonly { label: string; panel: ReactNode }[];
}

/** The same example in several languages. Whoever picks one gets it in every other example that has it. */
export function CodeTabs({ panels }: CodeTabsProps) {
  const chosen = useLanguage();
  const shown = panels.find(({ label }) => label === chosen) ?? panels[0];
  return (
    <Tabs
      data-code
      value={shown?.label}
      onValueChange={rememberLanguage}
      className="min-w-0 overflow-hidden rounded-lg border bg-surface"
    >
      <div className="flex h-11 items-center justify-between gap-2 border-b bg-subtle pr-1.5 pl-1">
        <div className="min-w-0 overflow-x-auto">
          <TabsList aria-label="Language">
            {panels.map(({ label }) => (
              <TabsTrigger key={label} value={label}>
                {label}
              </TabsTrigger>
            ))}
          </TabsList>
        </div>
        <CopyCode />
      </div>
      {panels.map(({ label, panel }) => (
        <TabsContent key={label} value={label} tabIndex={-1}>
          {panel}
        </TabsContent>
      ))}
    </Tabs>
  );
}

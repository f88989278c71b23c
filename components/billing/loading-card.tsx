import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** A card whose content is on its way; `children` hold its place. */
export function LoadingCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title} flush>
      <span className="sr-only">Loading…</span>
      {children}
    </Card>
  );
}

"use client";

import { Menu } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { Nav } from "./nav";

/** The navigation of narrow screens; `children` stand at its foot. */
export function MobileMenu({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const trigger = (
    <Button variant="ghost" size="icon" aria-label="Open menu">
      <Menu aria-hidden />
    </Button>
  );
  return (
    <Sheet isOpen={isOpen} onOpenChange={setIsOpen} trigger={trigger} title="Menu">
      <Nav onNavigate={() => setIsOpen(false)} />
      <div className="mt-auto">{children}</div>
    </Sheet>
  );
}

"use client";

import { type ComponentType, useEffect, useState } from "react";
import { loadLater } from "./load-later";

/** Where toasts appear, and what keeps the focus: help that comes after the page has come alive, which must not wait for it. */
export function Toaster() {
  const [Aids, setAids] = useState<ComponentType | null>(null);
  useEffect(() => {
    void loadLater(() => import("./aids")).then((module) => setAids(() => module.Aids));
  }, []);
  return Aids && <Aids />;
}

"use client";

import { PlaceList } from "@/components/nav/place-list";
import { places } from "@/components/nav/places";

/** The places of the dashboard. `onNavigate` lets a menu close itself. */
export function Nav({ onNavigate }: { onNavigate?: () => void }) {
  return <PlaceList label="Dashboard" places={places} className="grid" onNavigate={onNavigate} />;
}

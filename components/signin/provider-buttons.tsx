"use client";

import { useState } from "react";
import { authPost } from "@/components/http/auth-post";
import { Button } from "@/components/ui/button";
import { ProviderIcon, type ProviderId } from "./provider-icon";

interface ProviderButtonsProps {
  providers: readonly { id: ProviderId; name: string }[];
  callbackUrl: string;
}

export function ProviderButtons({ providers, callbackUrl }: ProviderButtonsProps) {
  const [pendingId, setPendingId] = useState<ProviderId | null>(null);
  async function enter(id: ProviderId) {
    setPendingId(id);
    try {
      await authPost(`signin/${id}`, callbackUrl);
    } catch {
      // The browser has stayed here, so the button must work again.
      setPendingId(null);
    }
  }
  return (
    <div className="grid gap-2">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="secondary"
          isPending={pendingId === id}
          disabled={pendingId !== null}
          onClick={() => void enter(id)}
        >
          {pendingId !== id && <ProviderIcon id={id} />}
          Continue with {name}
        </Button>
      ))}
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { messageOf } from "@/components/http/fetch-json";
import { DeleteByName } from "@/components/ui/delete-by-name";
import type { Domain } from "@/lib/contracts/resend/domain";
import { useDomainActions } from "./use-domains";

/** Deletes a domain once its name was typed: keys and mail that depend on it stop at once. */
export function DeleteDomain({ domain: { id, name } }: { domain: Domain }) {
  const router = useRouter();
  const { remove } = useDomainActions();
  return (
    <DeleteByName
      action="Delete domain"
      name={name}
      isSame={(typed) => typed.trim().toLowerCase() === name}
      description="Nothing can be sent from it any more, and API keys that are for this domain alone stop working. To use it again you have to add it and verify it anew."
      cancel="Cancel"
      messageOf={messageOf}
      onConfirm={async () => {
        await remove(id);
        router.push("/dashboard/domains");
      }}
    />
  );
}

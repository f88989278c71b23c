"use client";

import { Check } from "lucide-react";
import { messageOf } from "@/components/http/fetch-json";
import { switchAccount, useAccounts } from "@/components/settings/use-settings";
import { DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";

/** The reader's accounts in the menu, if there are several. They are asked for when the menu opens. */
export function AccountSwitcher() {
  const { data: list } = useAccounts();
  if (!list || list.data.length < 2) return null;
  async function change(accountId: string) {
    try {
      await switchAccount(accountId);
    } catch (error) {
      toast.error("You are still where you were.", { description: messageOf(error) });
    }
  }
  return (
    <>
      <DropdownMenuLabel>Accounts</DropdownMenuLabel>
      {list.data.map(({ account_id, name, role, is_current }) => (
        <DropdownMenuItem
          key={account_id}
          disabled={is_current}
          onSelect={() => void change(account_id)}
          className="max-w-64 py-1"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate">{name}</span>
            <span className="block text-xs text-muted capitalize">{role}</span>
          </span>
          {is_current && <Check aria-label="The one you work in" />}
        </DropdownMenuItem>
      ))}
      <DropdownMenuSeparator />
    </>
  );
}

"use client";

import { LogOut, MonitorX } from "lucide-react";
import { fetchJson, messageOf } from "@/components/http/fetch-json";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { AccountLabel, type AccountMenuProps, accountStyles } from "./account";
import { leave } from "./leave";

async function leaveEverywhere() {
  try {
    await fetchJson("/api/auth/sign-out-everywhere", { method: "POST" });
    await leave();
  } catch (error) {
    toast.error("You are still signed in.", { description: messageOf(error) });
  }
}

export function AccountMenu({ email, isFirstOpen }: AccountMenuProps) {
  return (
    <DropdownMenu defaultOpen={isFirstOpen}>
      <DropdownMenuTrigger className={accountStyles}>
        <AccountLabel email={email} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuLabel>{email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void leaveEverywhere()}>
          <MonitorX aria-hidden />
          Sign out everywhere
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

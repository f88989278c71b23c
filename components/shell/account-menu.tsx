"use client";

import { LogOut, MonitorX } from "lucide-react";
import { messageOf } from "@/components/http/fetch-json";
import { leave, leaveEverywhere } from "@/components/session/leave";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { AccountLabel, type AccountProps, accountStyles } from "./account-label";
import { AccountSwitcher } from "./account-switcher";

export interface AccountMenuProps extends AccountProps {
  /** Somebody has asked for it before its code was there. */
  isFirstOpen: boolean;
}

async function tryToLeaveEverywhere() {
  try {
    await leaveEverywhere();
  } catch (error) {
    toast.error("You are still signed in.", { description: messageOf(error) });
  }
}

export function AccountMenu({ email, accountName, isFirstOpen }: AccountMenuProps) {
  return (
    <DropdownMenu defaultOpen={isFirstOpen}>
      <DropdownMenuTrigger className={accountStyles}>
        <AccountLabel email={email} accountName={accountName} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuLabel>{email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <AccountSwitcher />
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void tryToLeaveEverywhere()}>
          <MonitorX aria-hidden />
          Sign out everywhere
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

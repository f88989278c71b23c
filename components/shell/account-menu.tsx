"use client";

import { ChevronsUpDown, LogOut, MonitorX } from "lucide-react";
import { toast } from "sonner";
import { z } from "zod";
import { fetchJson, messageOf } from "@/components/http/fetch-json";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { leave } from "./leave";

async function leaveEverywhere() {
  try {
    await fetchJson("/api/auth/sign-out-everywhere", z.unknown(), { method: "POST" });
    await leave();
  } catch (error) {
    toast.error("You are still signed in.", { description: messageOf(error) });
  }
}

export function AccountMenu({ email }: { email: string }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left text-[0.8125rem] hover:bg-subtle data-[state=open]:bg-subtle">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase"
        >
          {email.slice(0, 1)}
        </span>
        <span className="sr-only">Account: </span>
        <span className="min-w-0 flex-1 truncate">{email}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
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

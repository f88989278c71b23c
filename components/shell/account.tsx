"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { onAccountChange } from "@/components/settings/other-tabs";
import { cn } from "@/components/ui/cn";
import { loadLater } from "@/components/ui/load-later";

export interface AccountProps {
  email: string;
  /** Of the account that the reader works in; their address if it has none. */
  accountName: string;
}

export interface AccountMenuProps extends AccountProps {
  /** Somebody has asked for it before its code was there. */
  isFirstOpen: boolean;
}

/** What opens the account's menu looks like this, with and without the menu behind it. */
export const accountStyles =
  "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left text-[0.8125rem] hover:bg-subtle data-[state=open]:bg-subtle";

/** The account's menu. Its code comes after the page has come alive; until then its button stands in its place. */
export function Account(who: AccountProps) {
  const [Menu, setMenu] = useState<ComponentType<AccountMenuProps> | null>(null);
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    void loadLater(() => import("./account-menu")).then(({ AccountMenu }) => setMenu(() => AccountMenu));
  }, []);
  useEffect(() => onAccountChange(() => window.location.assign("/dashboard")), []);
  if (Menu) return <Menu {...who} isFirstOpen={isWanted} />;
  return (
    <button type="button" aria-haspopup="menu" onClick={() => setWanted(true)} className={accountStyles}>
      <AccountLabel {...who} />
    </button>
  );
}

export function AccountLabel({ email, accountName }: AccountProps) {
  return (
    <>
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase"
      >
        {accountName.slice(0, 1)}
      </span>
      <span className="sr-only">Account: </span>
      <span className="min-w-0 flex-1">
        {accountName !== email && (
          <span className="block truncate leading-4 font-medium">{accountName} </span>
        )}
        <span className={cn("block truncate", accountName !== email && "text-xs leading-4 text-muted")}>
          {email}
        </span>
      </span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </>
  );
}

"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { loadLater } from "@/components/ui/load-later";

interface AccountProps {
  email: string;
}

export interface AccountMenuProps extends AccountProps {
  /** Somebody has asked for it before its code was there. */
  isFirstOpen: boolean;
}

/** What opens the account's menu looks like this, with and without the menu behind it. */
export const accountStyles =
  "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left text-[0.8125rem] hover:bg-subtle data-[state=open]:bg-subtle";

/** The account's menu. Its code comes after the page has come alive; until then its button stands in its place. */
export function Account({ email }: AccountProps) {
  const [Menu, setMenu] = useState<ComponentType<AccountMenuProps> | null>(null);
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    void loadLater(() => import("./account-menu")).then(({ AccountMenu }) => setMenu(() => AccountMenu));
  }, []);
  if (Menu) return <Menu email={email} isFirstOpen={isWanted} />;
  return (
    <button type="button" aria-haspopup="menu" onClick={() => setWanted(true)} className={accountStyles}>
      <AccountLabel email={email} />
    </button>
  );
}

export function AccountLabel({ email }: AccountProps) {
  return (
    <>
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase"
      >
        {email.slice(0, 1)}
      </span>
      <span className="sr-only">Account: </span>
      <span className="min-w-0 flex-1 truncate">{email}</span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </>
  );
}

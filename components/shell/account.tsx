"use client";

import { type ComponentType, useEffect, useState } from "react";
import { onAccountChange } from "@/components/session/other-tabs";
import { loadLater } from "@/components/ui/load-later";
import { AccountLabel, type AccountProps, accountStyles } from "./account-label";
import type { AccountMenuProps } from "./account-menu";

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

import { ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/cn";

export interface AccountProps {
  email: string;
  /** Of the account that the reader works in; their address if it has none. */
  accountName: string;
}

/** What opens the account's menu looks like this, with and without the menu behind it. */
export const accountStyles =
  "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left text-[0.8125rem] hover:bg-subtle data-[state=open]:bg-subtle";

/** Whose account it is, in what opens its menu. */
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

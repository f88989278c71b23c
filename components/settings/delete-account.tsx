"use client";

import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { DeleteByName } from "@/components/ui/delete-by-name";
import { deleteAccount } from "./use-settings";

/** Ends the account once its name was typed: this can't be taken back. */
export function DeleteAccount({ accountName }: { accountName: string }) {
  return (
    <DeleteByName
      action="Delete account"
      name={accountName}
      isSame={(typed) => asShown(typed) === asShown(accountName)}
      description="This can't be undone, not even by us. Take your data along first if you may need it."
      cancel="Keep account"
      messageOf={faultOf}
      onConfirm={deleteAccount}
      className="mt-4"
    />
  );
}

/** Browsers show several spaces as one. */
const asShown = (text: string) => text.trim().replace(/\s+/g, " ");

function faultOf(error: unknown): string {
  const issue = error instanceof ProblemError ? error.problem.errors?.[0] : undefined;
  return issue?.detail ?? messageOf(error);
}

import type { Method } from "./table";

/** A route that programs call with an API key. Its tests are made from this row. */
export interface ApiRow {
  /** Folder of the route under app/api. */
  folder: string;
  method: Method;
  /** A request path; `:email`, `:domain` … become ids of the customer's own. */
  path: string;
  /** Which keys may call it: `full` only those with full access, `sending` also those for sending. */
  access: "full" | "sending";
  body?: unknown;
  /** Of a good answer. */
  status: number;
}

/** Every route handler that takes an API key. A new one without a row here fails the tests. */
export const API_ROWS: ApiRow[] = [
  { folder: "suppressions", method: "GET", path: "/suppressions", access: "full", status: 200 },
  {
    folder: "suppressions",
    method: "POST",
    path: "/suppressions",
    access: "full",
    body: { email: "nobody@mailbox.dev" },
    status: 201,
  },
  {
    folder: "suppressions/[id]",
    method: "GET",
    path: "/suppressions/:suppression",
    access: "full",
    status: 200,
  },
  {
    folder: "suppressions/[id]",
    method: "DELETE",
    path: "/suppressions/:suppression",
    access: "full",
    status: 200,
  },
  {
    folder: "suppressions/batch/add",
    method: "POST",
    path: "/suppressions/batch/add",
    access: "full",
    body: { emails: ["nobody@mailbox.dev"] },
    status: 201,
  },
  {
    folder: "suppressions/batch/remove",
    method: "POST",
    path: "/suppressions/batch/remove",
    access: "full",
    body: { emails: ["nobody@mailbox.dev"] },
    status: 200,
  },
];

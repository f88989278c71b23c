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
  { folder: "domains", method: "GET", path: "/api/domains", access: "full", status: 200 },
  {
    folder: "domains",
    method: "POST",
    path: "/api/domains",
    access: "full",
    body: { name: "in-the-table.dev" },
    status: 201,
  },
  { folder: "domains/[id]", method: "GET", path: "/api/domains/:domain", access: "full", status: 200 },
  {
    folder: "domains/[id]",
    method: "PATCH",
    path: "/api/domains/:domain",
    access: "full",
    body: { open_tracking: true },
    status: 200,
  },
  { folder: "domains/[id]", method: "DELETE", path: "/api/domains/:domain", access: "full", status: 200 },
  {
    folder: "domains/[id]/verify",
    method: "POST",
    path: "/api/domains/:domain/verify",
    access: "full",
    status: 200,
  },
];

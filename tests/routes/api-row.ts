import type { Need } from "@/lib/contracts/roles";
import type { Method } from "./row";

/** A route that programs call with an API key. Its tests are made from this row. */
export interface ApiRow {
  /** Folder of the route under app/api. */
  folder: string;
  method: Method;
  /** A request path; `:email`, `:domain` … become ids of the customer's own. */
  path: string;
  /** Which keys may call it: `full` only those with full access, `sending` also those for sending. */
  access: "full" | "sending";
  /** Which members may call it with a session; left out, anyone may read, and a developer change. */
  for?: Need;
  body?: unknown;
  /** Of a good answer. */
  status: number;
}

import type { Method } from "./row";

/** A route for operators only: for everybody else there is none. */
export interface OperatorRow {
  /** Folder of the route under app/api. */
  folder: string;
  method: Method;
  path: string;
  /** A good body; `:customer` stands for the id of one. */
  body?: Record<string, unknown>;
  /** Of a good answer. */
  status: number;
}

/** Every such route handler. A new one without a row here fails the tests. */
export const OPERATOR_ROWS: OperatorRow[] = [
  {
    folder: "operator/actions",
    method: "POST",
    path: "/api/operator/actions",
    body: { action: "customer.reread", customer_id: ":customer" },
    status: 200,
  },
  {
    folder: "operator/views",
    method: "POST",
    path: "/api/operator/views",
    body: { customer_id: ":customer", note: "They asked us to look." },
    status: 201,
  },
  { folder: "operator/views", method: "DELETE", path: "/api/operator/views", status: 200 },
];

/** The operator's pages. */
export const OPERATOR_PAGES = [
  "/operator",
  "/operator/customers",
  "/operator/customers/:customer",
  "/operator/webhooks",
  "/operator/drift",
  "/operator/money",
  "/operator/log",
];

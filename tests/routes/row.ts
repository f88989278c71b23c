import type { Need } from "@/lib/contracts/roles";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** Bodies of a route that takes JSON. */
export interface Input {
  good: unknown;
  /** Faults, each of which must be named. */
  bad: unknown;
  pointers: string[];
  bytesMax: number;
}

export interface Row {
  /** Folder of the route under app/api. */
  folder: string;
  /** The tests of a row call the first one; the others have tests of their own. */
  methods: Method[];
  /**
   * `session`: nobody else gets anything but 401. `either`: a program's key as well. `public`: anybody, and what guards
   * it is tested elsewhere.
   */
  auth: "session" | "either" | "public";
  /** Which members may call its methods with a session, all or some; left out, anyone may read, and a developer change. */
  for?: Need | Partial<Record<Method, Need>>;
  /** A request path; `:email`, `:checkout`, `:key`, `:payment` … become ids of the customer's own. */
  path: string;
  input?: Input;
  /** What a good answer holds, every key by its path; null for an answer that is no JSON. */
  status: number;
  keys: string[] | null;
}

/** Of a route that reads none. */
export const NO_INPUT: Input = {
  good: {},
  bad: { customer_id: "cus_1", "a/b~c": 1 },
  pointers: ["/customer_id", "/a~1b~0c"],
  bytesMax: 64 * 1024,
};

/** Names in one string, in the order in which they are compared. */
export const words = (text: string) => text.trim().split(/\s+/).sort();

import "server-only";
import type { ClientConfig } from "pg";

/** What stands between the app and PostgreSQL: nothing, or a pooler that lends a connection per transaction. */
export type Pooler = "none" | "transaction";

/** A statement that takes longer is given up; none here should take a tenth of it. */
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * What each connection of ours is told when it begins. Through a pooler nothing: PgBouncer refuses what it does not
 * know (`unsupported startup parameter`), and a setting that it did pass on would stay on a connection that it lends to
 * somebody else next. There the timeouts belong to the role, which `warnOfMissingTimeouts` looks after.
 */
export function sessionSettings(pooler: Pooler, { waitsForDisk = true } = {}): ClientConfig {
  if (pooler === "transaction") return {};
  return {
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    ...(waitsForDisk ? {} : { options: "-c synchronous_commit=off" }),
  };
}

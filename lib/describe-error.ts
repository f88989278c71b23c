import "server-only";

/**
 * An error as the log may have it. A failed query's message and stack quote its parameters, which are mails, addresses
 * and hashes; of such an error only the statement and the database's own reason are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  if ("query" in error && "params" in error)
    return { name: error.name, message: `Failed query: ${error.query}`, ...cause };
  // PostgreSQL's `detail` quotes rows, too; it is no part of message or stack.
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}

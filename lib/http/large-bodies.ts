import "server-only";
import { AppError } from "../errors";
import { perProcess } from "../per-process";

/** Bodies below this are of no weight: hundreds of them fit beside each other. */
const LARGE_FROM_BYTES = 1024 * 1024;
/** A body is in memory several times while it is read, checked and stored; the heap has 1 GB. */
const IN_FLIGHT_BYTES_MAX = 100 * 1024 * 1024;

const inFlight = () => perProcess("large-bodies", () => ({ bytes: 0 }));

/**
 * Does work that holds a request's body. When too many large ones are under way it is refused with `overloaded` before
 * anything is read, because running out of memory would end all of them. A body of no stated length counts as `maxBytes`.
 */
export async function withRoomForBody<T>(
  request: Request,
  maxBytes: number,
  work: () => Promise<T>,
): Promise<T> {
  const stated = request.headers.get("content-length");
  const bytes = Math.min(maxBytes, stated === null ? maxBytes : Number(stated));
  if (!request.body || !(bytes >= LARGE_FROM_BYTES)) return work();
  const state = inFlight();
  if (state.bytes + bytes > IN_FLIGHT_BYTES_MAX)
    throw new AppError(
      "overloaded",
      "Too many large emails are being taken in at this moment. Nothing was charged. Try again in a few seconds, with the same Idempotency-Key.",
      { retryable: true, retry_after: 3 },
    );
  state.bytes += bytes;
  try {
    return await work();
  } finally {
    state.bytes -= bytes;
  }
}

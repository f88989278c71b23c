import "server-only";
import { AppError } from "../errors";
import { perProcess } from "../per-process";

/** Bodies below this are of no weight: hundreds of them fit beside each other. */
const LARGE_FROM_BYTES = 1024 * 1024;
/** A body is in memory several times while it is read, checked and stored; the heap has 1 GB. */
const IN_FLIGHT_BYTES_MAX = 100 * 1024 * 1024;

const inFlight = () => perProcess("large-bodies", () => ({ bytes: 0 }));

/** The room that one request's body takes up, by what has really come: what a header says may never come. */
export interface BodyRoom {
  /** Call it with the bytes read so far. Throws `overloaded` when too many large bodies are under way. */
  grow(bytesInAll: number): void;
  /** Call it once the body is needed no more. */
  release(): void;
}

/** Large bodies share a bounded room, because running out of memory would end what all others have sent. */
export function bodyRoom(): BodyRoom {
  const state = inFlight();
  let taken = 0;
  return {
    grow(bytesInAll) {
      if (bytesInAll < LARGE_FROM_BYTES) return;
      const more = bytesInAll - taken;
      if (state.bytes + more > IN_FLIGHT_BYTES_MAX)
        throw new AppError(
          "overloaded",
          "Too many large emails are being taken in at this moment. Nothing was charged. Try again in a few seconds, with the same Idempotency-Key.",
          { retryable: true, retry_after: 3 },
        );
      state.bytes += more;
      taken += more;
    },
    release() {
      state.bytes -= taken;
      taken = 0;
    },
  };
}

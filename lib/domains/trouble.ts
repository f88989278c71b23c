import "server-only";
import { AppError, ProviderUnavailable } from "../errors";
import type { DomainAnswer } from "../resend/domain-answer";

/**
 * The error for a call that Resend did not do. Its own words may be about the operator's account, so they go to the log
 * and not to the caller.
 */
export function troubleOf(answer: Exclude<DomainAnswer<unknown>, { kind: "done" }>): AppError {
  switch (answer.kind) {
    case "unavailable":
      return new ProviderUnavailable(
        "resend",
        "Our mail provider does not answer just now. Try again in a moment; a second try does no harm.",
        answer.retryAfterSeconds,
        { cause: new Error(answer.reason) },
      );
    case "missing":
      return new AppError(
        "wrong_state",
        "Our mail provider does not have this domain any more. Delete it here and add it again.",
      );
    case "forbidden":
    case "refused":
      return new AppError(
        "provider_refused",
        "Our mail provider refused this. The operator of this service has been told why.",
        {},
        { cause: new Error(answer.reason) },
      );
  }
}

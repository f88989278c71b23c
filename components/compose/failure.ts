import { messageOf, ProblemError, UnreachableError } from "@/components/http/fetch-json";
import type { InputIssue } from "@/lib/contracts/problem";
import type { SendInput } from "@/lib/contracts/send";
import { type ComposeField, type FieldErrors, sortIssues } from "./field-errors";

/** Why an email did not go out. */
export interface Failure {
  message: string;
  /** The same request may be made again as it is, and may then succeed; its key sees to it that it is sent once. */
  isSafeToRepeat: boolean;
  isOutOfCredits: boolean;
  /** What support asks for when the fault is on our side. */
  requestId: string | null;
}

export interface Explained {
  fields: FieldErrors;
  failure: Failure;
}

/** Refusals without issues that concern one field all the same. */
const FIELD_OF: Record<string, ComposeField> = {
  domain_not_verified: "from",
  not_found: "template",
  restricted_api_key: "from",
  all_suppressed: "to",
  body_too_large: "attachments",
};
const LOOK_AT_FIELDS = "Correct the marked fields, then send again.";
const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT_FIRST = 500;

const simple = (message: string): Failure => ({
  message,
  isSafeToRepeat: false,
  isOutOfCredits: false,
  requestId: null,
});

/** What can be wrong with the body itself. */
export function explainIssues(issues: readonly InputIssue[], body: SendInput): Explained {
  const { fields, rest } = sortIssues(issues, body);
  return { fields, failure: simple(rest.length > 0 ? rest.join(" ") : LOOK_AT_FIELDS) };
}

/** Every way in which sending fails, mapped to the fields it concerns and to a sentence. */
export function explainFailure(error: unknown, body: SendInput): Explained {
  if (!(error instanceof ProblemError))
    return {
      fields: {},
      failure: { ...simple(messageOf(error)), isSafeToRepeat: error instanceof UnreachableError },
    };
  const { problem } = error;
  if (problem.errors) return explainIssues(problem.errors, body);
  const field = FIELD_OF[problem.code];
  if (field) return { fields: { [field]: problem.error }, failure: simple(LOOK_AT_FIELDS) };
  const isOurFault = problem.status >= SERVER_FAULT_FIRST;
  return {
    fields: {},
    failure: {
      message: problem.error,
      isSafeToRepeat: isOurFault || problem.status === TOO_MANY_REQUESTS,
      isOutOfCredits: problem.code === "insufficient_credits",
      requestId: isOurFault ? problem.instance.replace(/^urn:uuid:/, "") : null,
    },
  };
}

import { ProblemError } from "@/components/http/fetch-json";
import { faultOfBudget, faultOfKeyName, type Permission } from "@/lib/contracts/key-rules";
import type { CreateKeyRequest, Key, UpdateKeyRequest } from "@/lib/contracts/keys";
import type { InputIssue } from "@/lib/contracts/problem";

const DAY_MS = 86_400_000;

/** What is typed and chosen, as texts. */
export interface KeyDraft {
  name: string;
  permission: Permission;
  /** Empty for all domains. */
  domainId: string;
  dailyCredits: string;
  monthlyCredits: string;
  /** Empty for a key that does not expire. */
  expiresInDays: string;
}

export const emptyDraft: KeyDraft = {
  name: "",
  permission: "sending_access",
  domainId: "",
  dailyCredits: "",
  monthlyCredits: "",
  expiresInDays: "",
};

/** An existing key as a draft; what can't be changed is left as it is in an empty one. */
export function draftOf(key: Key): KeyDraft {
  return {
    ...emptyDraft,
    name: key.name,
    dailyCredits: key.daily_credits?.toString() ?? "",
    monthlyCredits: key.monthly_credits?.toString() ?? "",
  };
}

/** The request to make a key, not checked yet. */
export function toCreateRequest(draft: KeyDraft, nowMs: number): CreateKeyRequest {
  return {
    ...toUpdateRequest(draft),
    name: draft.name,
    permission: draft.permission,
    domain_id: draft.permission === "sending_access" && draft.domainId !== "" ? draft.domainId : null,
    expires_at:
      draft.expiresInDays === ""
        ? null
        : new Date(nowMs + Number(draft.expiresInDays) * DAY_MS).toISOString(),
  };
}

/** The request to change a key, not checked yet. */
export function toUpdateRequest(draft: KeyDraft): UpdateKeyRequest {
  return {
    name: draft.name,
    daily_credits: toBudget(draft.dailyCredits),
    monthly_credits: toBudget(draft.monthlyCredits),
  };
}

/** Not a number becomes NaN, which the rules refuse. */
function toBudget(text: string): number | null {
  const trimmed = text.replaceAll(/[\s,]/g, "");
  return trimmed === "" ? null : Number(trimmed);
}

/** By the name of the field on the wire; what is about no field is under the empty name. */
export type KeyErrors = Record<string, string>;

/** What the server would refuse, by the same rules, without asking it. */
export function errorsOfRequest({ name, daily_credits, monthly_credits }: UpdateKeyRequest): KeyErrors {
  const faults = {
    name: faultOfKeyName(name ?? ""),
    daily_credits: faultOfBudget(daily_credits ?? null),
    monthly_credits: faultOfBudget(monthly_credits ?? null),
  };
  return byField(
    Object.entries(faults).flatMap(([field, detail]) => (detail ? [{ pointer: `/${field}`, detail }] : [])),
  );
}

/** The fields that the server refused; null if that is not what went wrong. */
export function errorsOfAnswer(error: unknown): KeyErrors | null {
  return error instanceof ProblemError && error.problem.errors ? byField(error.problem.errors) : null;
}

/** The first fault of a field wins. The backquotes are for readers of JSON. */
function byField(issues: readonly InputIssue[]): KeyErrors {
  const errors: KeyErrors = {};
  for (const { pointer, detail } of issues) errors[pointer.slice(1)] ??= detail.replaceAll("`", "");
  return errors;
}

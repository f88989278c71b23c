import "server-only";

/** Where something at a provider is not what the catalogue says. */
export interface Difference {
  /** In words: what it is, and what it should be. */
  text: string;
  /** False: the provider can't change it; another one has to be made. */
  canChange: boolean;
  /** True: it works all the same. */
  isHarmless?: boolean;
}

/** How an endpoint differs from one that sends exactly what is wanted. No list of events means all of them. Pure. */
export function eventDifferences(endpoint: {
  isDisabled: boolean;
  events: readonly string[] | null;
  wanted: readonly string[];
}): Difference[] {
  const { isDisabled, events, wanted } = endpoint;
  const differences: Difference[] = [];
  if (isDisabled) differences.push({ text: "it is disabled", canChange: true });
  const missing = events === null ? [] : wanted.filter((event) => !events.includes(event));
  if (missing.length > 0) differences.push({ text: `it is not sent ${missing.join(", ")}`, canChange: true });
  const needless = events === null ? ["all events"] : events.filter((event) => !wanted.includes(event));
  if (needless.length > 0) {
    const text = `it is sent ${needless.join(", ")}, and MailKit does not use all of that`;
    differences.push({ text, canChange: true, isHarmless: true });
  }
  return differences;
}

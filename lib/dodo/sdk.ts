import "server-only";
import DodoPayments from "dodopayments";
import { env } from "../env";
import { learnLimit } from "../providers/answers";

let client: DodoPayments | undefined;

/**
 * The official SDK. Its own retries are off: they hide the outcome, include 409, and cost over a second.
 * `baseURL: null` keeps it from reading DODO_PAYMENTS_BASE_URL by itself, which together with `environment` throws.
 * One per bundle, not per process: the errors of a client from another bundle are no instances of this APIError.
 */
export function dodo(): DodoPayments {
  client ??= createClient();
  return client;
}

function createClient(): DodoPayments {
  const { DODO_PAYMENTS_API_KEY, DODO_PAYMENTS_BASE_URL, DODO_PAYMENTS_ENVIRONMENT } = env();
  return new DodoPayments({
    bearerToken: DODO_PAYMENTS_API_KEY,
    maxRetries: 0,
    // A followed redirect would turn a POST into a GET.
    fetchOptions: { redirect: "error" },
    fetch: fetchAndLearn,
    logLevel: "off",
    ...(DODO_PAYMENTS_BASE_URL
      ? { baseURL: DODO_PAYMENTS_BASE_URL }
      : { baseURL: null, environment: DODO_PAYMENTS_ENVIRONMENT }),
  });
}

/** The one place that sees the headers of every answer. */
async function fetchAndLearn(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  await learnLimit("dodo", { status: answer.status, header: (name) => answer.headers.get(name) });
  return answer;
}

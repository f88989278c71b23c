import "server-only";
import { parseAddress } from "../contracts/address";
import { env } from "../env";

/** What the documentation says differently from one deployment to the next. */
export interface Site {
  /** Without a slash at its end. */
  baseUrl: string;
  /** The operator's address, from which everybody may send. */
  sender: string;
  ratePerSecond: number;
  /** Requests that a key may make in a minute beyond its rate, in all. */
  burstPerMinute: number;
  /** For how long things are kept. */
  days: { content: number; emails: number | null; deliveries: number };
}

/** This deployment. */
export function site(): Site {
  const { BASE_URL, EMAIL_FROM, API_RATE_PER_SECOND, API_RATE_BURST, ...rest } = env();
  return {
    baseUrl: BASE_URL,
    sender: parseAddress(EMAIL_FROM)?.address ?? EMAIL_FROM,
    ratePerSecond: API_RATE_PER_SECOND,
    burstPerMinute: Math.max(1, API_RATE_BURST - API_RATE_PER_SECOND),
    days: {
      content: rest.RETAIN_CONTENT_DAYS,
      emails: rest.RETAIN_EMAILS_DAYS ?? null,
      deliveries: rest.RETAIN_DELIVERIES_DAYS,
    },
  };
}

/** Where the dashboard reads and changes things: server and browser must name them alike, as keys of the cache too. */

/** The live balance. */
export const CREDITS_PATH = "/api/credits";

/** API keys; `/{id}` is one of them. */
export const KEYS_PATH = "/api/keys";

/** Emails; `/{id}` is one of them, `/export` all that a filter finds, as CSV. */
export const EMAILS_PATH = "/api/dashboard/emails";

export const SUPPRESSIONS_PATH = "/api/suppressions";

export const FIRST_STEPS_PATH = "/api/dashboard/overview/first-steps";
export const usagePath = (timeZone: string) =>
  `/api/dashboard/overview/usage?time_zone=${encodeURIComponent(timeZone)}`;

export const GRANTS_PATH = "/api/billing/grants";
export const FORECAST_PATH = "/api/billing/forecast";
export const PLAN_PATH = "/api/billing/plan";
const pagedPath = (folder: string) => (page: number, limit: number) =>
  `/api/billing/${folder}?page=${page}&limit=${limit}`;
export const ledgerPath = pagedPath("ledger");
export const paymentsPath = pagedPath("payments");
export const invoicePath = (paymentId: string) => `/api/billing/payments/${paymentId}/invoice`;

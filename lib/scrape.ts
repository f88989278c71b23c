import "server-only";
import { env } from "./env";
import { AppError } from "./errors";
import { refreshGauges } from "./gauges";
import { metrics, watchProcess } from "./metrics";
import { isSameSecret } from "./same-secret";

/**
 * All figures of this process and of the database, as Prometheus reads them. Throws `not_found` if the operator has set
 * no METRICS_TOKEN, `unauthenticated` if `token` is another one. Answers without the database, too.
 */
export async function scrape(token: string | null): Promise<{ contentType: string; text: string }> {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) throw new AppError("not_found", "There are no metrics here: METRICS_TOKEN is not set.");
  if (token === null || !isSameSecret(token, METRICS_TOKEN))
    throw new AppError("unauthenticated", "Send the header `Authorization: Bearer <METRICS_TOKEN>`.");
  watchProcess();
  await refreshGauges();
  const { registry } = metrics();
  return { contentType: registry.contentType, text: await registry.metrics() };
}

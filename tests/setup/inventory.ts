import type DodoPayments from "dodopayments";
import type { Resend } from "resend";
import type { RunningSandbox } from "../support/sandbox";

/** What is there at both providers. */
export async function inventoryOf({ dodo, resend }: { dodo: DodoPayments; resend: Resend }) {
  const products = (await dodo.products.list({ page_number: 0 })).items;
  return {
    credits: (await dodo.creditEntitlements.list({ page_number: 0 })).items,
    products: await Promise.all(products.map(({ product_id }) => dodo.products.retrieve(product_id))),
    endpoints: (await dodo.webhooks.list()).data,
    resendWebhooks: (await resend.webhooks.list()).data?.data ?? [],
  };
}

/** How often anything was asked, or only with these methods. */
export async function countCalls(sandbox: RunningSandbox, method = /./): Promise<number> {
  const { dodoCalls, resendCalls } = await sandbox.control.state();
  return [...dodoCalls, ...resendCalls]
    .filter((call) => method.test(call.method))
    .reduce((sum, { count }) => sum + count, 0);
}

import "server-only";
import { z } from "zod";
import { callDodo, itemsOf } from "./client";

/** Metadata of everything MailKit makes at Dodo: whose it is. */
export const CUSTOMER_METADATA_KEY = "mailkit_customer_id";
/** Dodo's limit of a page. One address has a few customers there at the most. */
const PAGE_SIZE = 100;
const TIMEOUT_MS = 10_000;

const createdSchema = z.object({ customer_id: z.string().min(1) });
const portalSchema = z.object({ link: z.url() });

interface NewCustomer {
  customerId: string;
  email: string;
  name: string | null;
}

/**
 * The id of our customer at Dodo, made if there is none. Creating has no idempotency key and does not look at the
 * address, so an earlier try whose answer was lost is looked for first, by our id in its metadata.
 * Throws ProviderUnavailable or `provider_refused`.
 */
export async function findOrCreateDodoCustomer({ customerId, email, name }: NewCustomer): Promise<string> {
  const sameAddress = await callDodo("checkout", async (client) =>
    itemsOf(
      await client.customers.list({ email, page_number: 0, page_size: PAGE_SIZE }, { timeout: TIMEOUT_MS }),
    ),
  );
  const existing = sameAddress.find(
    (candidate) => candidate.metadata?.[CUSTOMER_METADATA_KEY] === customerId,
  );
  if (existing) return existing.customer_id;
  return callDodo("checkout", async (client) => {
    const created: unknown = await client.customers.create(
      { email, name: name ?? email, metadata: { [CUSTOMER_METADATA_KEY]: customerId } },
      { timeout: TIMEOUT_MS },
    );
    return createdSchema.parse(created).customer_id;
  });
}

/** A one-time link to Dodo's customer portal: cards, invoices, cancelling. `returnUrl` is where it leads back to. */
export async function createPortalLink(dodoCustomerId: string, returnUrl: string): Promise<string> {
  return callDodo("checkout", async (client) => {
    const session: unknown = await client.customers.customerPortal.create(
      dodoCustomerId,
      { return_url: returnUrl },
      { timeout: TIMEOUT_MS },
    );
    return portalSchema.parse(session).link;
  });
}

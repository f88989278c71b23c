import "server-only";
import { callDodo } from "./client";

/** Metadata of everything MailKit makes at Dodo: whose it is. */
export const CUSTOMER_METADATA_KEY = "mailkit_customer_id";
/** Dodo's limit of a page. One address has a few customers there at the most. */
const PAGE_SIZE = 100;
const TIMEOUT_MS = 10_000;

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
  const page = await callDodo("checkout", (client) =>
    client.customers.list({ email, page_number: 0, page_size: PAGE_SIZE }, { timeout: TIMEOUT_MS }),
  );
  const existing = page.items.find((candidate) => candidate.metadata?.[CUSTOMER_METADATA_KEY] === customerId);
  if (existing) return existing.customer_id;
  const created = await callDodo("checkout", (client) =>
    client.customers.create(
      { email, name: name ?? email, metadata: { [CUSTOMER_METADATA_KEY]: customerId } },
      { timeout: TIMEOUT_MS },
    ),
  );
  return created.customer_id;
}

/** A one-time link to Dodo's customer portal: cards, invoices, cancelling. `returnUrl` is where it leads back to. */
export async function createPortalLink(dodoCustomerId: string, returnUrl: string): Promise<string> {
  const session = await callDodo("checkout", (client) =>
    client.customers.customerPortal.create(
      dodoCustomerId,
      { return_url: returnUrl },
      { timeout: TIMEOUT_MS },
    ),
  );
  return session.link;
}

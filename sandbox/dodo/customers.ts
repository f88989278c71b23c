import { sandboxDefaults } from "../constants";
import type { Customer } from "../entities";
import { dodoId } from "../ids";
import type { Sandbox } from "../sandbox";

interface CustomerInput {
  email: string;
  name: string;
  metadata?: Customer["metadata"];
  phone_number?: string | null;
}

/** Not unique by email: creating the same customer twice makes two. */
export function createCustomer(sandbox: Sandbox, input: CustomerInput): Customer {
  const customer = {
    customer_id: dodoId("cus"),
    business_id: sandboxDefaults.businessId,
    email: input.email,
    name: input.name,
    phone_number: input.phone_number ?? null,
    metadata: input.metadata ?? {},
    blocked_at: null,
    created_at: sandbox.clock.timestamp(),
  } satisfies Customer;
  return sandbox.store.customers.put(customer.customer_id, customer);
}

export function findCustomerByEmail(sandbox: Sandbox, email: string): Customer | null {
  const wanted = email.toLowerCase();
  return sandbox.store.customers.all().find((customer) => customer.email.toLowerCase() === wanted) ?? null;
}

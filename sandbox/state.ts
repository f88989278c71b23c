import type { Subscription } from "dodopayments/resources/subscriptions";
import { wireSubscription } from "./dodo/wire";
import type {
  CallCount,
  CheckoutRow,
  Customer,
  DeliveryRow,
  DomainRow,
  EmailRow,
  GrantRow,
  LedgerRow,
  Payment,
  UnknownPathRow,
} from "./entities";
import type { Sandbox } from "./sandbox";

/** Ground truth for tests: everything in the order in which it came to be. */
export interface SandboxState {
  customers: Customer[];
  grants: GrantRow[];
  ledger: LedgerRow[];
  subscriptions: Subscription[];
  payments: Payment[];
  checkouts: CheckoutRow[];
  emails: EmailRow[];
  domains: DomainRow[];
  dodoCalls: CallCount[];
  resendCalls: CallCount[];
  webhookDeliveries: DeliveryRow[];
  unknownPaths: UnknownPathRow[];
}

export function stateOf(sandbox: Sandbox): SandboxState {
  const { store, calls } = sandbox;
  return {
    customers: store.customers.all(),
    grants: store.grants.all(),
    ledger: store.ledger.all(),
    subscriptions: store.subscriptions.all().map((row) => wireSubscription(sandbox, row)),
    payments: store.payments.all(),
    checkouts: store.checkouts.all(),
    emails: store.emails.all(),
    domains: store.domains.all(),
    dodoCalls: calls.list("dodo"),
    resendCalls: calls.list("resend"),
    webhookDeliveries: store.deliveries.all(),
    unknownPaths: store.unknownPaths.all(),
  };
}

/** Accepted emails with this address among to, cc or bcc; newest first. All of them without an address. */
export function emailsTo(sandbox: Sandbox, address: string | undefined): EmailRow[] {
  const rows = sandbox.store.emails.newestFirst();
  const wanted = address?.trim().toLowerCase();
  if (!wanted) return rows;
  const isWanted = (text: string): boolean =>
    (text.match(/<([^<>]+)>$/)?.[1] ?? text).trim().toLowerCase() === wanted;
  return rows.filter(({ to, cc, bcc }) => [...to, ...(cc ?? []), ...(bcc ?? [])].some(isWanted));
}

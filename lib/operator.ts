import "server-only";
import type { Operator } from "./auth/operator";
import type { ActionDone, OperatorAction } from "./contracts/operator";
import type {
  CustomerDetail,
  CustomerPage,
  DriftCheck,
  InboxPage,
  LogPage,
  MoneyFacts,
  RevenueFacts,
  SystemFacts,
} from "./contracts/operator-pages";
import { engine } from "./engine/engine";
import { listActions } from "./operator/audit";
import { readCustomer } from "./operator/customer";
import { type CustomerSearch, listCustomers } from "./operator/customers";
import { countChecks, listChecks } from "./operator/drift-store";
import { type InboxFilter, listInbox } from "./operator/inbox";
import { readMoney, readRevenue } from "./operator/money";
import { perform as act } from "./operator/perform";
import { readSystem } from "./operator/system";
import { beginView, endViews } from "./operator/views";

/**
 * The one door to running MailKit. Everything here takes the operator first, who is found by `lib/auth/operator.ts` and
 * nowhere else: these are the only functions that are about all customers.
 */

const PAGE = 50;

/** Does what an operator asks for, and writes it into the log. Throws `not_found`, `wrong_state`, ProviderUnavailable. */
export async function perform(operator: Operator, action: OperatorAction): Promise<ActionDone> {
  const done = await act(operator, action);
  engine().kick("dispatch", "capture", "sync", "webhook", "schedule", "drift", "adjust");
  return done;
}

/** Begins looking at a customer's dashboard, for 30 minutes. Throws `not_found`. */
export async function startView(
  operator: Operator,
  view: { customerId: string; note: string },
): Promise<{ id: string; endsAt: Date }> {
  return beginView(operator, view);
}

/** Ends all views that the operator has begun. */
export async function stopViews(operator: Operator): Promise<void> {
  await endViews(operator);
}

/** A page of customers, newest first. */
export async function getCustomers(
  _operator: Operator,
  search: CustomerSearch,
  after: string | null,
): Promise<CustomerPage> {
  return listCustomers(search, after, PAGE);
}

/** One customer, but for what only Dodo has; null if there is none. */
export async function getCustomer(_operator: Operator, customerId: string): Promise<CustomerDetail | null> {
  return readCustomer(customerId);
}

/** What waits, and what is in trouble. */
export async function getSystem(_operator: Operator): Promise<SystemFacts> {
  return readSystem();
}

/** A page of what the providers told, newest first. */
export async function getInbox(
  _operator: Operator,
  filter: InboxFilter,
  before: string | null,
): Promise<InboxPage> {
  return listInbox(filter, before, PAGE);
}

/** Checks of our sums against Dodo's, those with the most drift first. */
export async function getDrift(
  _operator: Operator,
): Promise<{ checks: DriftCheck[]; counts: { waiting: number; checked: number; drifting: number } }> {
  const [checks, counts] = await Promise.all([listChecks(), countChecks()]);
  return { checks, counts };
}

/** What is sold and not used, and whether it can be delivered. */
export async function getMoney(_operator: Operator): Promise<MoneyFacts> {
  return readMoney();
}

/** What Dodo's payments of this month came to. Throws ProviderUnavailable. */
export async function getRevenue(_operator: Operator): Promise<RevenueFacts> {
  return readRevenue();
}

/** A page of what operators did, newest first; about one customer, or about all. */
export async function getLog(
  _operator: Operator,
  which: { customerId?: string; after: string | null },
): Promise<LogPage> {
  return listActions(which, PAGE);
}

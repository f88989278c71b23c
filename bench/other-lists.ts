/** Every list but that of emails, with each of its filters, as `bench/lists.ts` measures them. */
import { randomInt } from "node:crypto";
import { readPace } from "@/lib/credits/pace";
import { findPaidEmails, readCapture } from "@/lib/credits/paid-emails";
import { listKeys, listLiveKeys } from "@/lib/keys/list";
import { listPeople } from "@/lib/members/people";
import { listActions } from "@/lib/operator/audit";
import { readCustomer } from "@/lib/operator/customer";
import { listCustomers } from "@/lib/operator/customers";
import { countChecks, listChecks } from "@/lib/operator/drift-store";
import { listInbox } from "@/lib/operator/inbox";
import { readMoney } from "@/lib/operator/money";
import { readSystem } from "@/lib/operator/system";
import { listMessages } from "@/lib/outgoing/messages";
import { listApiEmails } from "@/lib/sending/api-emails";
import { listEvents } from "@/lib/sending/list-events";
import { listSuppressions } from "@/lib/suppressions/list";
import { listTemplates } from "@/lib/templates/list";
import { readUsage } from "@/lib/usage/read";

const [PAGE, OPERATOR_PAGE] = [25, 50];
const any = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;

/** Ids are drawn from these, so that pages begin anywhere. */
export interface Places {
  emails: string[];
  suppressions: string[];
  templates: string[];
  captures: string[];
  customers: string[];
  withEvents: string[];
  /** Messages of one endpoint. */
  endpointId: string;
  messages: string[];
}

export type Row = [name: string, work: () => Promise<unknown>];

export function otherLists(customerId: string, at: Places): Row[] {
  const words = ["ada", "grace.1", "linus", "zz"];
  const owner = { customerId, endpointId: at.endpointId };
  const suppressions = (query: () => object) => () =>
    listSuppressions(customerId, { limit: PAGE, ...query() });
  const customers =
    (text: string, state: "paused" | "slowed" | "limited" | "new" | null, isDeep = false) =>
    () =>
      listCustomers({ text, state }, isDeep ? any(at.customers) : null, OPERATOR_PAGE);
  const inbox =
    (filter: object, before: string | null = null) =>
    () =>
      listInbox({ source: null, type: "", outcome: null, ...filter }, before, OPERATOR_PAGE);
  const dayAgo = new Date(Date.now() - 24 * 60 * 60_000).toISOString();
  return [
    ["GET /emails, anywhere", () => listApiEmails(customerId, { limit: 100, after: any(at.emails) })],
    ["GET /emails, anywhere, newer", () => listApiEmails(customerId, { limit: 100, before: any(at.emails) })],
    ["events of an email", () => listEvents(customerId, any(at.withEvents))],
    ["suppressions, anywhere", suppressions(() => ({ after: any(at.suppressions) }))],
    [
      "suppressions by reason, anywhere",
      suppressions(() => ({ after: any(at.suppressions), origin: "manual" })),
    ],
    ["suppressions by address", suppressions(() => ({ search: any(words) }))],
    ["suppressions by domain", suppressions(() => ({ search: any(["@example", "@mailbox.dev", "@zz"]) }))],
    ["suppressions by address and reason", suppressions(() => ({ search: any(words), origin: "manual" }))],
    ["templates, anywhere", () => listTemplates(customerId, { limit: PAGE, after: any(at.templates) })],
    ["templates, search", () => listTemplates(customerId, { limit: PAGE, search: any(["late-7", "zz"]) })],
    [
      "deliveries of a webhook, anywhere",
      () => listMessages(owner, { limit: PAGE, after: any(at.messages) }),
    ],
    ["keys", () => listKeys(customerId)],
    ["keys, API", () => listLiveKeys(customerId, { limit: PAGE })],
    ["members", () => listPeople(customerId)],
    ["usage of 30 days", () => readUsage(customerId, "Europe/Berlin")],
    ["emails of 25 ledger entries", () => findPaidEmails(customerId, at.captures.slice(0, PAGE))],
    ["emails of one ledger entry", () => readCapture(customerId, any(at.captures), null)],
    ["pace for the forecast", () => readPace(customerId, new Date())],
    ["operator: customers, anywhere", customers("", null, true)],
    ["operator: customers, address", customers("customer-1", null)],
    ["operator: customers, address, anywhere", customers("c", null, true)],
    ["operator: customers, domain", customers("@seed", null)],
    ["operator: customers, paused", customers("", "paused")],
    ["operator: customers, slowed", customers("", "slowed")],
    ["operator: customers, limited", customers("", "limited")],
    ["operator: customers, new", customers("", "new")],
    ["operator: one customer", () => readCustomer(customerId)],
    ["operator: webhooks", inbox({}, dayAgo)],
    ["operator: webhooks of Dodo", inbox({ source: "dodo" }, dayAgo)],
    ["operator: webhooks, ignored", inbox({ outcome: "ignored" })],
    ["operator: webhooks, waiting", inbox({ outcome: "pending" })],
    ["operator: webhooks by type", inbox({ type: "email.b" })],
    ["operator: webhooks by a type that there is not", inbox({ type: "zz" })],
    ["operator: drift", () => Promise.all([listChecks(), countChecks()])],
    ["operator: money", () => readMoney()],
    ["operator: system", () => readSystem()],
    ["operator: log", () => listActions({ after: null }, OPERATOR_PAGE)],
    ["operator: log of a customer", () => listActions({ customerId, after: null }, OPERATOR_PAGE)],
  ];
}

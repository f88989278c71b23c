import type {
  ApiKeyRow,
  CheckoutRow,
  CreditBalanceRow,
  Customer,
  DeliveryRow,
  DomainRow,
  EmailRow,
  EntitlementRow,
  GrantRow,
  IdempotentAnswer,
  LedgerRow,
  Payment,
  PaymentMethodRow,
  PortalRow,
  ProductRow,
  SubscriptionRow,
  SuppressionRow,
  UnknownPathRow,
  WebhookEndpointRow,
} from "./entities";
import { type Change, Journal } from "./journal";

/** Rows of one kind in the order of their first insertion. Rows are replaced, never changed in place. */
export class Collection<Row> {
  private readonly rows = new Map<string, Row>();

  constructor(
    readonly name: string,
    private readonly journal: Journal,
  ) {}

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  put(key: string, row: Row): Row {
    this.rows.set(key, row);
    this.journal.add([this.name, key, row]);
    return row;
  }

  remove(key: string): void {
    if (this.rows.delete(key)) this.journal.add([this.name, key, null]);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  newestFirst(): Row[] {
    return this.all().reverse();
  }

  oldest(): Row | undefined {
    return this.rows.values().next().value;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Takes over a change read from the journal, without writing it again. */
  replay(key: string, row: Row | null): void {
    if (row === null) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  *changes(): Iterable<Change> {
    for (const [key, row] of this.rows) yield [this.name, key, row];
  }

  clear(): void {
    this.rows.clear();
  }
}

/** Everything the sandbox knows, in memory, with a journal behind it. */
export class Store {
  private readonly journal: Journal;
  private readonly collections = new Map<string, Collection<unknown>>();

  readonly meta;
  readonly customers;
  readonly entitlements;
  readonly products;
  readonly balances;
  readonly grants;
  readonly ledger;
  /** Ledger row ids by customer, entitlement and idempotency key. */
  readonly ledgerKeys;
  readonly subscriptions;
  readonly payments;
  readonly paymentMethods;
  readonly checkouts;
  readonly portals;
  readonly endpoints;
  readonly deliveries;
  readonly emails;
  readonly idempotency;
  readonly domains;
  readonly apiKeys;
  readonly suppressions;
  readonly unknownPaths;

  constructor(dataDir: string) {
    this.journal = new Journal(dataDir);
    this.meta = this.collection<number>("meta");
    this.customers = this.collection<Customer>("customers");
    this.entitlements = this.collection<EntitlementRow>("entitlements");
    this.products = this.collection<ProductRow>("products");
    this.balances = this.collection<CreditBalanceRow>("balances");
    this.grants = this.collection<GrantRow>("grants");
    this.ledger = this.collection<LedgerRow>("ledger");
    this.ledgerKeys = this.collection<string>("ledgerKeys");
    this.subscriptions = this.collection<SubscriptionRow>("subscriptions");
    this.payments = this.collection<Payment>("payments");
    this.paymentMethods = this.collection<PaymentMethodRow>("paymentMethods");
    this.checkouts = this.collection<CheckoutRow>("checkouts");
    this.portals = this.collection<PortalRow>("portals");
    this.endpoints = this.collection<WebhookEndpointRow>("endpoints");
    this.deliveries = this.collection<DeliveryRow>("deliveries");
    this.emails = this.collection<EmailRow>("emails");
    this.idempotency = this.collection<IdempotentAnswer>("idempotency");
    this.domains = this.collection<DomainRow>("domains");
    this.apiKeys = this.collection<ApiKeyRow>("apiKeys");
    this.suppressions = this.collection<SuppressionRow>("suppressions");
    this.unknownPaths = this.collection<UnknownPathRow>("unknownPaths");
    for (const [name, key, value] of this.journal.read()) this.collections.get(name)?.replay(key, value);
    this.compact();
  }

  /** Makes what was changed so far survive a kill. Called before an answer leaves. */
  flush(): void {
    this.journal.flush();
    if (this.journal.isBloated) this.compact();
  }

  reset(): void {
    for (const collection of this.collections.values()) collection.clear();
    this.compact();
  }

  private compact(): void {
    this.journal.compact([...this.collections.values()].flatMap((collection) => [...collection.changes()]));
  }

  private collection<Row>(name: string): Collection<Row> {
    const collection = new Collection<Row>(name, this.journal);
    this.collections.set(name, collection as Collection<unknown>);
    return collection;
  }
}

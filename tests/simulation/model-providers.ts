import type { Debit, DebitOutcome } from "@/lib/dodo/ledger";
import { ProviderUnavailable } from "@/lib/errors";
import type { Permit } from "@/lib/providers/line";
import {
  type DispatchCall,
  type DispatchOutcome,
  dispatchOutcome,
  type ResendAnswer,
} from "@/lib/resend/outcome";
import type { Process, World } from "./world";

const LATENCY_MS = 120;
/** Callers give up after this; the request may arrive later all the same. */
const TIMEOUT_MS = 15_000;
const LATE_UP_TO_MS = 120_000;
/** A request that a network delivers twice arrives a second time within this. */
const TWICE_WITHIN_MS = 2_000;

/** How hard the network and the providers make life. Shares are from 0 to 1. */
export interface Faults {
  /** Of requests that never arrive. */
  lost: number;
  /** Of answers that never arrive, though the work was done. */
  answerLost: number;
  /** Of requests that arrive after the caller has given up. */
  late: number;
  twice: number;
  /** Of requests that are answered 429 or 5xx, before or after the work. */
  refused: number;
  /** What nobody documents: the answer to a debit whose key is known, and what is looked at first. */
  duplicateKey: "conflict" | "replay";
  debitChecksFirst: "key" | "funds";
  isResendDown: boolean;
  isDodoDown: boolean;
  isResendKeyWrong: boolean;
}

/** A request on its way: it may be lost, late or doubled, and so may its answer. `null` means that none came. */
function call<T>(
  world: World,
  process: Process,
  faults: Faults,
  isDown: boolean,
  handle: () => T,
): Promise<T | null> {
  return new Promise((resolve) => {
    const arrive = () => {
      const answer = handle();
      if (!world.chance(faults.answerLost))
        world.after(world.random() * LATENCY_MS, process, () => resolve(answer));
    };
    world.after(TIMEOUT_MS, process, () => resolve(null));
    if (isDown || world.chance(faults.lost)) return;
    const isLate = world.chance(faults.late);
    world.after(isLate ? world.random() ** 4 * LATE_UP_TO_MS : world.random() * LATENCY_MS, null, arrive);
    if (world.chance(faults.twice)) world.after(world.random() * TWICE_WITHIN_MS, null, arrive);
  });
}

interface WireEmail {
  subject?: string;
  tags: { name: string; value: string }[];
}

/** The subject of an email that Resend refuses, always. */
export const REFUSED_SUBJECT = "refused";
/** A batch with this one is refused as a whole. */
export const DIVIDING_SUBJECT = "divides its batch";

export class ModelResend {
  /** Ids of the emails that it took, one entry for each time. */
  readonly taken: string[] = [];
  private readonly answers = new Map<string, { body: string; answer: ResendAnswer }>();
  private nextPermitMs = 0;
  private ids = 0;

  constructor(
    private readonly world: World,
    private readonly faults: Faults,
  ) {}

  takePermit(): Permit {
    const waitMs = this.nextPermitMs - this.world.nowMs;
    if (waitMs > 0) return { granted: false, waitMs, pausedReason: null };
    this.nextPermitMs = this.world.nowMs + 108;
    return { granted: true };
  }

  async postEmails(
    process: Process,
    body: string,
    key: string,
    about: DispatchCall,
  ): Promise<DispatchOutcome> {
    const { world, faults } = this;
    const isKeyWrong = faults.isResendKeyWrong;
    const answer = await call(world, process, faults, faults.isResendDown, () =>
      isKeyWrong ? error(401, "invalid_api_key") : this.handle(body, key),
    );
    return dispatchOutcome(answer ?? { data: null, error: noAnswer, headers: null }, about, "mailkit.dev");
  }

  private handle(body: string, key: string): ResendAnswer {
    const { world, faults } = this;
    if (world.chance(faults.refused)) return world.pick(REFUSALS);
    const known = this.answers.get(key);
    if (known) return known.body === body ? known.answer : error(409, "invalid_idempotent_request");
    const answer = this.take(JSON.parse(body));
    if (answer.error === null) this.answers.set(key, { body, answer });
    return world.chance(faults.refused) ? error(503, "service_unavailable") : answer;
  }

  private take(sent: WireEmail | WireEmail[]): ResendAnswer {
    if (!Array.isArray(sent)) {
      if (sent.subject === REFUSED_SUBJECT) return error(422, "validation_error");
      return { data: this.accept(sent), error: null, headers: null };
    }
    if (sent.some(({ subject }) => subject === DIVIDING_SUBJECT)) return error(422, "validation_error");
    const errors = sent.flatMap(({ subject }, index) =>
      subject === REFUSED_SUBJECT ? [{ index, message: "refused" }] : [],
    );
    const data = sent.filter(({ subject }) => subject !== REFUSED_SUBJECT).map((email) => this.accept(email));
    return { data: { data, errors }, error: null, headers: null };
  }

  private accept({ tags }: WireEmail): { id: string } {
    this.taken.push(tags.find(({ name }) => name === "mailkit_id")?.value ?? "");
    return { id: `re_${++this.ids}` };
  }
}

const noAnswer = { name: "application_error", message: "no answer", statusCode: null };
const error = (statusCode: number, name: string): ResendAnswer => ({
  data: null,
  error: { name, message: name, statusCode },
  headers: null,
});
const REFUSALS = [
  error(429, "rate_limit_exceeded"),
  error(409, "concurrent_idempotent_requests"),
  error(500, "internal_server_error"),
  error(502, "application_error"),
  // An answer in which nothing can be found.
  { data: {}, error: null, headers: null },
];

export class ModelDodo {
  /** Credits that debits took, by customer. */
  readonly debited = new Map<string, number>();
  private readonly balances = new Map<string, number>();
  private nextPermitMs = 0;
  private readonly entries = new Map<string, DebitOutcome>();

  constructor(
    private readonly world: World,
    private readonly faults: Faults,
  ) {}

  balance(customer: string): number {
    return this.balances.get(customer) ?? 0;
  }

  /** Whether the debit with this key was made. */
  knows(key: string): boolean {
    return this.entries.has(key);
  }

  /** What was bought, or, below zero, taken away; never more than there is. */
  adjust(customer: string, credits: number): void {
    this.balances.set(customer, Math.max(0, this.balance(customer) + credits));
  }

  /** Scarce at times, so that captures pay for many emails at once. */
  takePermit(): Permit {
    const waitMs = this.nextPermitMs - this.world.nowMs;
    if (waitMs > 0) return { granted: false, waitMs, pausedReason: null };
    this.nextPermitMs = this.world.nowMs + 300;
    return { granted: true };
  }

  async readBalance(process: Process, customer: string): Promise<number> {
    const { world, faults } = this;
    const balance = await call(world, process, faults, faults.isDodoDown, () =>
      world.chance(faults.refused) ? null : this.balance(customer),
    );
    if (balance === null) throw new ProviderUnavailable("dodo", "no answer");
    return balance;
  }

  async debit(process: Process, debit: Debit): Promise<DebitOutcome> {
    const { world, faults } = this;
    const outcome = await call(world, process, faults, faults.isDodoDown, () => {
      if (world.chance(faults.refused)) return null;
      const answer = this.handle(debit);
      return world.chance(faults.refused) ? null : answer;
    });
    return outcome ?? { kind: "unknown", reason: "no answer", retryAfterMs: null };
  }

  private handle({ dodoCustomerId, credits, idempotencyKey }: Debit): DebitOutcome {
    const left = this.balance(dodoCustomerId) - credits;
    const insufficient: DebitOutcome = { kind: "insufficient", reason: "Insufficient credits" };
    if (this.faults.debitChecksFirst === "funds" && left < 0) return insufficient;
    const known = this.entries.get(idempotencyKey);
    if (known)
      return this.faults.duplicateKey === "replay"
        ? known
        : { kind: "captured", ledgerEntryId: null, balanceAfter: null };
    if (left < 0) return insufficient;
    this.balances.set(dodoCustomerId, left);
    this.debited.set(dodoCustomerId, (this.debited.get(dodoCustomerId) ?? 0) + credits);
    const entry: DebitOutcome = { kind: "captured", ledgerEntryId: idempotencyKey, balanceAfter: left };
    this.entries.set(idempotencyKey, entry);
    return entry;
  }
}

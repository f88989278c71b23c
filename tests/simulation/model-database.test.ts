import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Account } from "@/lib/credits/account";
import { creditStore } from "@/lib/credits/postgres-store";
import type { Capture } from "@/lib/db/schema/credits";
import type { Dispatch } from "@/lib/db/schema/emails";
import { perProcess } from "@/lib/per-process";
import type { Acceptance, Candidate } from "@/lib/sending/candidate";
import type { CandidateEmail } from "@/lib/sending/message";
import { sendingStore } from "@/lib/sending/postgres-store";
import type { FinalOutcome } from "@/lib/sending/settle";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";
import { ModelDatabase } from "./model-database";
import { World } from "./world";

/** Both databases went through the same; `real` and `model` are what each gave back for one thing. */
interface Pair<T> {
  real: T;
  model: T;
}

const SEED = Number(process.env.SIMULATION_SEED ?? Date.now() % 2 ** 31);
const RUNS = 40;
const TRUST = ["no", "while-it-serves", "yes"] as const;
const CUSTOMERS = ["a", "b", "c"].map((letter) => `${letter.repeat(8)}-0000-7000-8000-000000000000`);

let database: InProcessDatabase;
let db: InProcessDatabase["db"];

beforeAll(async () => {
  database = await openInProcessDatabase();
  db = database.db;
  // PostgreSQL's own clock stands still in here: `clock_timestamp` is found in this schema first.
  await db.query(`create schema virtual;
    create table virtual.time (at timestamptz not null);
    insert into virtual.time values (now());
    create function virtual.clock_timestamp() returns timestamptz language sql volatile as 'select at from virtual.time';
    do $$ begin execute format('alter database %I set search_path = virtual, pg_catalog, public', current_database()); end $$`);
});
afterAll(() => database?.close());

/** The same life in both, step by step. */
class Twins {
  private readonly world = new World(1);
  readonly model = new ModelDatabase(() => this.world.nowMs, this.world.newId);
  private readonly dispatches: Pair<Dispatch>[] = [];
  private readonly captures: Pair<Capture>[] = [];
  private readonly reads: Pair<Account>[] = [];
  private accepted = 0;

  async begin(balances: readonly (number | null)[]): Promise<void> {
    await db.query("truncate customers, credit_accounts, emails, dispatches, captures, idempotency_keys");
    await this.setClock();
    perProcess("dispatch-circle", () => ({ after: "" })).after = "00000000-0000-0000-0000-000000000000";
    for (const [number, customerId] of CUSTOMERS.entries()) {
      const balance = balances[number] ?? null;
      const balanceAsOf = balance === null ? null : new Date(this.world.nowMs);
      await db.query(
        "insert into customers (id, email, dodo_customer_id) values ($1::uuid, 'a@b.co', $1::text)",
        [customerId],
      );
      await db.query(
        "insert into credit_accounts (customer_id, balance, balance_as_of, low_threshold, allowance) values ($1, $2, $3, 2, 10)",
        [customerId, balance, balanceAsOf],
      );
      this.model.addCustomer({
        ...{
          customerId,
          dodoCustomerId: customerId,
          email: "a@b.co",
          balance,
          balanceAsOf,
          held: 0,
          version: 0,
        },
        ...{
          quota: null,
          openCaptureId: null,
          captureNotBefore: null,
          staleSince: null,
          balanceRoseAt: null,
        },
        ...{
          allowance: 10,
          lowThreshold: 2,
          alertLadder: null,
          alertLevel: "none",
          alertedAt: null,
          expiryLookAt: null,
          billingStaleSince: null,
          syncNotBefore: null,
        },
      });
    }
  }

  async take(step: Step): Promise<void> {
    const customerId = CUSTOMERS[step.customer % CUSTOMERS.length] ?? "";
    const dispatch = this.dispatches[step.which % Math.max(1, this.dispatches.length)];
    const capture = this.captures[step.which % Math.max(1, this.captures.length)];
    const read = this.reads[step.which % Math.max(1, this.reads.length)];
    const { model } = this;
    switch (step.what) {
      case "accept":
        return this.accept(customerId, step);
      case "claimDispatch": {
        // What was found may be out of date when it is claimed.
        const work = { isExpired: step.number % 3 > 0, isSystemMail: step.number % 2 > 0 };
        const pair = { real: await sendingStore.claimDispatch(work), model: model.claimDispatch(work) };
        expect(pair.real?.members.length).toBe(pair.model?.members.length);
        if (pair.real && pair.model && !this.dispatches.some(({ real }) => real.id === pair.real?.id))
          this.dispatches.push({ real: pair.real, model: pair.model });
        return;
      }
      case "settleDispatch": {
        if (!dispatch) return;
        const outcome = outcomeOf(dispatch.model, step.number);
        const settled = await sendingStore.settleDispatch(dispatch.real, outcome);
        expect(settled.length).toBe(model.settleDispatch(dispatch.model, outcome).length);
        return;
      }
      case "requeue":
        if (dispatch)
          expect(await sendingStore.requeue(dispatch.real, "later")).toBe(
            model.requeue(dispatch.model, "later"),
          );
        return;
      case "postpone":
        if (!dispatch) return;
        await sendingStore.postpone(dispatch.real, step.number * 1_000, "later");
        return model.postpone(dispatch.model, step.number * 1_000, "later");
      case "loadAccount": {
        const pair = {
          real: await creditStore.loadAccount(customerId),
          model: model.loadAccount(customerId),
        };
        expect(pair.real.available).toBe(pair.model.available);
        this.reads.push(pair);
        return;
      }
      case "mirrorRead":
        if (read)
          expect(await creditStore.mirrorRead(read.real, step.number)).toBe(
            model.mirrorRead(read.model, step.number),
          );
        return;
      case "openCapture": {
        const real = await creditStore.openCapture(customerId);
        const twin = model.openCapture(customerId);
        expect(real?.credits).toBe(twin?.credits);
        if (real && twin) this.captures.push({ real, model: twin });
        return;
      }
      case "claimExpiredCapture": {
        const real = await creditStore.claimExpiredCapture();
        const twin = model.claimExpiredCapture();
        expect([real?.customerId, real?.attempts]).toEqual([twin?.customerId, twin?.attempts]);
        if (real && twin) this.captures.push({ real, model: twin });
        return;
      }
      case "settleCaptured": {
        if (!capture) return;
        const balanceAfter = step.number % 2 === 0 ? step.number : null;
        const outcome = { kind: "captured" as const, ledgerEntryId: "entry", balanceAfter };
        const askedAt = new Date(this.world.nowMs);
        await creditStore.settleCaptured(capture.real, outcome, askedAt);
        return model.settleCaptured(capture.model, outcome, askedAt);
      }
      case "settleInsufficient":
        if (!capture) return;
        await creditStore.settleInsufficient(capture.real, "too little");
        return model.settleInsufficient(capture.model, "too little");
      case "postponeCapture":
        if (!capture) return;
        await creditStore.postponeCapture(capture.real, step.number * 1_000, "later");
        return model.postponeCapture(capture.model, step.number * 1_000, "later");
      case "findCaptureWork": {
        const [real, twin] = [await creditStore.findCaptureWork(), model.findCaptureWork()];
        expect({ ...real, customers: new Set(real?.customers) }).toEqual({
          ...twin,
          customers: new Set(twin?.customers),
        });
        return;
      }
      case "findDispatchWork":
        expect(await sendingStore.findDispatchWork()).toEqual(model.findDispatchWork());
        return;
      case "markStale":
        await db.query(
          "update credit_accounts set stale_since = virtual.clock_timestamp() where customer_id = $1",
          [customerId],
        );
        return model.markStale(customerId);
      case "wait":
        this.world.nowMs += [1, 900, 2_500, 31_000, 700_000][step.number % 5] ?? 0;
        return this.setClock();
    }
  }

  private async accept(customerId: string, { number, which }: Step): Promise<void> {
    const emailId = `eeeeeeee-0000-7000-8000-${String(++this.accepted).padStart(12, "0")}`;
    const key = which % 3 === 0 ? null : `key-${which % 5}`;
    const credits = 1 + (number % 3);
    const email: CandidateEmail = {
      emailId,
      credits,
      to: ["to@mailbox.dev"],
      envelope: { from: "", cc: [], bcc: [], replyTo: [] },
      skipped: [],
      template: null,
      attachments: [],
      subject: "Hi",
      tags: [],
      payload: JSON.stringify({ id: emailId }),
      files: null,
      scheduledAt: null,
    };
    const candidate: Candidate = {
      emailId,
      customerId,
      key: null,
      credits,
      emails: [email],
      batch: null,
      isRepeat: false,
      idempotencyKey: key,
      requestHash: key === null ? "" : `hash-${number % 3}-${which % 2}`,
      trustsMirror: TRUST[which % 3] ?? "no",
    };
    const real: Acceptance = await sendingStore.accept(candidate);
    expect(real).toEqual(this.model.accept(candidate));
  }

  private async setClock(): Promise<void> {
    await db.query("update virtual.time set at = $1", [new Date(this.world.nowMs)]);
  }

  /** What both hold, with the ids that each made itself left out. */
  async expectSame(): Promise<void> {
    const model = {
      accounts: [...this.model.accounts.values()].map((row) => ({
        ...{ customer: row.customerId, balance: row.balance, held: row.held, version: row.version },
        ...{ open: row.openCaptureId !== null, alert: row.alertLevel, roseAt: ms(row.balanceRoseAt) },
        ...{ asOf: ms(row.balanceAsOf), stale: ms(row.staleSince), notBefore: ms(row.captureNotBefore) },
        billing: ms(row.billingStaleSince),
      })),
      emails: [...this.model.emails.values()]
        .filter((row) => row.kind === "customer")
        .map((row) => ({
          ...{ id: row.id, status: row.status, credits: row.credits, alone: row.goesAlone },
          ...{ calling: row.dispatchId !== null, paying: row.captureId !== null, sentAt: ms(row.sentAt) },
          ...{ capturedAt: ms(row.capturedAt), resendId: row.resendId, after: row.availableAfter },
        })),
      alerts: [...this.model.emails.values()]
        .filter((row) => row.kind === "system")
        .map((row) => ({ customer: row.customerId, status: row.status, after: row.availableAfter })),
      dispatches: sorted(
        [...this.model.dispatches.values()].map((row) => ({
          ...{
            state: row.state,
            attempts: row.attempts,
            lease: ms(row.leaseUntil),
            size: row.members.length,
          },
        })),
      ),
      captures: sorted(
        [...this.model.captures.values()].map((row) => ({
          ...{ customer: row.customerId, credits: row.credits, state: row.state, attempts: row.attempts },
          lease: ms(row.leaseUntil),
        })),
      ),
      keys: this.model.keys.size,
    };
    expect(await snapshot()).toEqual(model);
  }
}

/** What PostgreSQL holds, in the same words. */
async function snapshot() {
  const rows = async (query: string) => (await db.query(query)).rows;
  const at = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  return {
    accounts: await rows(`select customer_id as customer, balance::int, held::int, version::int,
      open_capture_id is not null as open, alert_level as alert, ${at("balance_rose_at")} as "roseAt",
      ${at("balance_as_of")} as "asOf", ${at("stale_since")} as stale, ${at("capture_not_before")} as "notBefore",
      ${at("billing_stale_since")} as billing from credit_accounts order by customer_id`),
    emails: await rows(`select id, status, credits, goes_alone as alone, dispatch_id is not null as calling,
      capture_id is not null as paying, ${at("sent_at")} as "sentAt", ${at("captured_at")} as "capturedAt",
      resend_id as "resendId", available_after::int as after from emails where kind = 'customer' order by id`),
    alerts: await rows(`select customer_id as customer, status, available_after::int as after
      from emails where kind = 'system' order by created_at, id`),
    dispatches: sorted(
      await rows(
        `select state, attempts, ${at("lease_until")} as lease, jsonb_array_length(members) as size from dispatches`,
      ),
    ),
    captures: sorted(
      await rows(
        `select customer_id as customer, credits::int, state, attempts, ${at("lease_until")} as lease from captures`,
      ),
    ),
    keys: (await rows("select 1 from idempotency_keys")).length,
  };
}

const ms = (moment: Date | null) => moment?.getTime() ?? null;
const sorted = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).sort();

function outcomeOf({ members }: Dispatch, number: number): FinalOutcome {
  if (number % 7 === 5) return { kind: "divided", reason: "one of them is bad" };
  if (number % 7 === 6) return { kind: "contradiction", reason: "another payload" };
  return {
    kind: "settled",
    members: members.map((member, index) =>
      (index + number) % 4 === 0
        ? { kind: "refused", reason: "no" }
        : { kind: "sent", resendId: `re_${member.emailId}` },
    ),
  };
}

const WHAT = [
  ...[
    "accept",
    "accept",
    "accept",
    "claimDispatch",
    "claimDispatch",
    "settleDispatch",
    "requeue",
    "postpone",
  ],
  ...["loadAccount", "mirrorRead", "mirrorRead", "openCapture", "openCapture", "claimExpiredCapture"],
  ...["settleCaptured", "settleInsufficient", "postponeCapture", "findCaptureWork", "findDispatchWork"],
  ...["markStale", "wait", "wait"],
];

const step = fc.record({
  what: fc.constantFrom(...WHAT),
  customer: fc.nat(2),
  which: fc.nat(30),
  number: fc.nat(12),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

it(`the simulation's database does what PostgreSQL does, transaction by transaction (SIMULATION_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.nat(12)), { minLength: 3, maxLength: 3 }),
      fc.array(step, { minLength: 20, maxLength: 60 }),
      async (balances, steps) => {
        const twins = new Twins();
        await twins.begin(balances);
        for (const one of steps) await twins.take(one);
        await twins.expectSame();
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

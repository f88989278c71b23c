import { expect } from "vitest";
import type { Account } from "@/lib/credits/account";
import { creditStore } from "@/lib/credits/postgres-store";
import type { Capture } from "@/lib/db/schema/credits";
import type { Dispatch } from "@/lib/db/schema/emails";
import { perProcess } from "@/lib/per-process";
import type { Acceptance, Candidate } from "@/lib/sending/candidate";
import type { CandidateEmail } from "@/lib/sending/message";
import { sendingStore } from "@/lib/sending/postgres-store";
import type { InProcessDatabase } from "../support/in-process-database";
import { ModelDatabase } from "./model-database";
import { newAccount } from "./model-rows";
import { snapshotOf, snapshotOfModel } from "./snapshots";
import { outcomeOf, type Step } from "./steps";
import { World } from "./world";

const TRUST = ["no", "while-it-serves", "yes"] as const;
const CUSTOMERS = ["a", "b", "c"].map((letter) => `${letter.repeat(8)}-0000-7000-8000-000000000000`);

/** Both databases went through the same; `real` and `model` are what each gave back for one thing. */
interface Pair<T> {
  real: T;
  model: T;
}

/** The same life in both, step by step. */
export class Twins {
  private readonly world = new World(1);
  readonly model = new ModelDatabase(() => this.world.nowMs, this.world.newId);
  private readonly dispatches: Pair<Dispatch>[] = [];
  private readonly captures: Pair<Capture>[] = [];
  private readonly reads: Pair<Account>[] = [];
  private accepted = 0;

  constructor(private readonly db: InProcessDatabase["db"]) {}

  async begin(balances: readonly (number | null)[]): Promise<void> {
    await this.db.query(
      "truncate customers, credit_accounts, emails, dispatches, captures, idempotency_keys",
    );
    await this.setClock();
    perProcess("dispatch-circle", () => ({ after: "" })).after = "00000000-0000-0000-0000-000000000000";
    for (const [number, customerId] of CUSTOMERS.entries()) {
      const balance = balances[number] ?? null;
      const balanceAsOf = balance === null ? null : new Date(this.world.nowMs);
      await this.db.query(
        "insert into customers (id, email, dodo_customer_id) values ($1::uuid, 'a@b.co', $1::text)",
        [customerId],
      );
      await this.db.query(
        "insert into credit_accounts (customer_id, balance, balance_as_of, low_threshold, allowance) values ($1, $2, $3, 2, 10)",
        [customerId, balance, balanceAsOf],
      );
      this.model.addCustomer(newAccount(customerId, { email: "a@b.co", balance, balanceAsOf }));
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
        await this.db.query(
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
    await this.db.query("update virtual.time set at = $1", [new Date(this.world.nowMs)]);
  }

  /** What both hold, with the ids that each made itself left out. */
  async expectSame(): Promise<void> {
    expect(await snapshotOf(this.db)).toEqual(snapshotOfModel(this.model));
  }
}

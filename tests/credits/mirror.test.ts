import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadAccount, mirrorCapture, mirrorRead } from "@/lib/credits/account";
import { transaction } from "@/lib/db/client";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

let database: InProcessDatabase;
let db: InProcessDatabase["db"];
let customerId: string;

beforeAll(async () => {
  database = await openInProcessDatabase();
  db = database.db;
});
afterAll(() => database?.close());

/** A customer with 10 credits, 3 of them held for a capture of 3. */
beforeEach(async () => {
  customerId = uuidv7();
  await db.query("insert into customers (id, email) values ($1, 'ada@mailbox.dev')", [customerId]);
  await db.query(
    "insert into credit_accounts (customer_id, balance, held, balance_as_of) values ($1, 10, 3, clock_timestamp())",
    [customerId],
  );
});

const read = (before: Awaited<ReturnType<typeof loadAccount>>, balance: number) =>
  transaction((tx) => mirrorRead(tx, before, balance));

async function takeOff(captureId: string): Promise<void> {
  await db.query("update credit_accounts set open_capture_id = $2 where customer_id = $1", [
    customerId,
    captureId,
  ]);
}

async function land(captureId: string, balanceAfter: number): Promise<void> {
  const { now: askedAt } = await loadAccount(customerId);
  await transaction((tx) => mirrorCapture(tx, { customerId, captureId, credits: 3, balanceAfter, askedAt }));
}

describe("a balance that was read at Dodo", () => {
  it("is taken when nothing happened meanwhile", async () => {
    expect(await read(await loadAccount(customerId), 5010)).toBe(true);
    expect(await loadAccount(customerId)).toMatchObject({ balance: 5010, held: 3, available: 5007 });
  });

  it("is dropped if a capture has landed since the read began: it may be from before the debit", async () => {
    const before = await loadAccount(customerId);
    const captureId = uuidv7();
    await takeOff(captureId);
    await land(captureId, 7);
    expect(await read(before, 10)).toBe(false);
    expect(await loadAccount(customerId)).toMatchObject({ balance: 7, held: 0, available: 7 });
  });

  it("is dropped if a capture has landed meanwhile of which Dodo only said that it knows the key", async () => {
    const before = await loadAccount(customerId);
    const captureId = uuidv7();
    await takeOff(captureId);
    await transaction((tx) =>
      mirrorCapture(tx, { customerId, captureId, credits: 3, balanceAfter: null, askedAt: before.now }),
    );
    expect(await read(before, 10)).toBe(false);
    expect(await loadAccount(customerId)).toMatchObject({ balance: 7, held: 0, available: 7 });
  });

  it("is dropped while a capture is in flight: it may contain the debit, and the hold still counts it", async () => {
    await takeOff(uuidv7());
    expect(await read(await loadAccount(customerId), 7)).toBe(false);
    expect(await loadAccount(customerId)).toMatchObject({ balance: 10, available: 7 });
  });

  it("is dropped if a read that began later was faster", async () => {
    const early = await loadAccount(customerId);
    const late = await loadAccount(customerId);
    expect(await read(late, 5)).toBe(true);
    expect(await read({ ...early, now: new Date(early.now.getTime() - 1) }, 10)).toBe(false);
    expect((await loadAccount(customerId)).balance).toBe(5);
  });

  it("clears a webhook's mark from before it began, and keeps one that came after", async () => {
    const mark = (ageMs: number) =>
      db.query(
        "update credit_accounts set stale_since = clock_timestamp() - $2 * interval '1 ms' where customer_id = $1",
        [customerId, ageMs],
      );
    // A moment that has passed through JavaScript is cut to milliseconds, so the mark is older than one.
    await mark(2);
    await read(await loadAccount(customerId), 10);
    const before = await loadAccount(customerId);
    expect(before.staleSince).toBeNull();
    await mark(0);
    await read(before, 10);
    expect((await loadAccount(customerId)).staleSince).not.toBeNull();
  });
});

describe("a capture that has landed", () => {
  it("turns the hold into a debit, and takes Dodo's number", async () => {
    const captureId = uuidv7();
    await takeOff(captureId);
    await land(captureId, 7);
    expect(await loadAccount(customerId)).toMatchObject({
      balance: 7,
      held: 0,
      openCaptureId: null,
      staleSince: null,
    });
  });

  it("without Dodo's number is reckoned, and the balance is read anew", async () => {
    const captureId = uuidv7();
    await takeOff(captureId);
    const { now: askedAt } = await loadAccount(customerId);
    await transaction((tx) =>
      mirrorCapture(tx, { customerId, captureId, credits: 3, balanceAfter: null, askedAt }),
    );
    const account = await loadAccount(customerId);
    expect(account).toMatchObject({ balance: 7, held: 0 });
    expect(account.staleSince).not.toBeNull();
  });
});

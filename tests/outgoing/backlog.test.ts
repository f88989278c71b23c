import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/db/client";
import { claimDelivery, type Delivery } from "@/lib/outgoing/claim";
import { DISCARD_BATCH } from "@/lib/outgoing/discard";
import { createEndpoint, deleteEndpoint, listEndpoints, updateEndpoint } from "@/lib/outgoing/endpoints";
import { findDue, START } from "@/lib/outgoing/find-due";
import { type Busy, takeOff } from "@/lib/outgoing/in-flight";
import type { PostOutcome } from "@/lib/outgoing/post";
import { settleAttempt } from "@/lib/outgoing/settle-attempt";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

/** No engine runs here: what is claimed is claimed by the test. */
let database: InProcessDatabase;

beforeAll(async () => {
  database = await openInProcessDatabase();
});
afterEach(() => database.db.query("truncate webhook_messages, webhook_endpoints"));
afterAll(() => database?.close());

interface Owner {
  customerId: string;
  endpointId: string;
}

async function newEndpoint(): Promise<Owner> {
  const customerId = uuidv7();
  const request = { endpoint: "https://hooks.example.com/one", events: ["email.sent" as const] };
  const { id: endpointId } = await createEndpoint(customerId, request);
  return { customerId, endpointId };
}

/** Messages for an endpoint, all of them due since `dueSince`. */
async function write({ customerId, endpointId }: Owner, count: number, dueSince = "1 hour"): Promise<void> {
  await database.db.query(
    `insert into webhook_messages (customer_id, id, endpoint_id, type, body, next_attempt_at)
     select $1, gen_random_uuid(), $2, 'email.sent', '{}', now() - $4::interval from generate_series(1, $3)`,
    [customerId, endpointId, count, dueSince],
  );
}

async function countOf({ endpointId }: Owner, state: string): Promise<number> {
  const { rows } = await database.db.query(
    "select count(*)::int as count from webhook_messages where endpoint_id = $1 and state = $2",
    [endpointId, state],
  );
  return rows[0].count;
}

async function claimed(): Promise<Delivery> {
  const delivery = await claimDelivery();
  if (delivery === null || delivery === "discarded") throw new Error(`Nothing was claimed: ${delivery}`);
  return delivery;
}

async function discardAll(): Promise<void> {
  while ((await claimDelivery()) === "discarded");
}

const answer = (status: number): PostOutcome => ({ status, answer: "", durationMs: 1 });
const endpointOf = async ({ customerId }: Owner) => (await listEndpoints(customerId))[0];

describe("a backlog of one endpoint", () => {
  const nobody: Busy = { customerIds: [], endpointIds: [], failing: false };

  /** What is found, and how many entries of indexes and rows of the table were read for it. */
  async function find(busy: Busy) {
    return transaction(async (tx) => {
      const due = await findDue(tx, START, busy);
      const { rows } = await tx.execute<{ read: number }>(sql`
        select (pg_stat_get_xact_tuples_returned('webhook_messages'::regclass)
          + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::int as read
        from pg_index where indrelid = 'webhook_messages'::regclass`);
      return { endpointId: due?.endpointId, read: rows[0]?.read };
    });
  }

  it.each([
    ["is due, while the endpoint is busy", "1 hour", true],
    ["is due, while all that fail are busy", "1 hour", "failing"],
    ["is to be tried again later", "-1 hour", false],
  ] as const)("that %s is stepped over at once", async (_label, dueSince, isBusy) => {
    const [slow, other] = [await newEndpoint(), await newEndpoint()];
    await write(slow, 20_000, dueSince);
    await write(other, 1);
    await database.db.query("update webhook_endpoints set failing_since = now() where id = $1", [
      slow.endpointId,
    ]);
    await database.db.query("analyze webhook_messages");
    const busy = {
      ...nobody,
      endpointIds: isBusy === true ? [slow.endpointId] : [],
      failing: isBusy === "failing",
    };
    const { endpointId, read } = await find(busy);
    expect(endpointId).toBe(other.endpointId);
    expect(read).toBeLessThan(20);
  });

  it("leaves each other endpoint its turn", async () => {
    const slow = await newEndpoint();
    await write(slow, 10, "2 hours");
    const others = [await newEndpoint(), await newEndpoint()];
    for (const other of others) await write(other, 2);
    const turns = [await claimed(), await claimed(), await claimed()];
    expect(new Set(turns.map(({ endpointId }) => endpointId)).size).toBe(3);
  });

  it("is not delivered while the process has enough attempts there, whoever else has none", async () => {
    const [slow, other] = [await newEndpoint(), await newEndpoint()];
    await write(slow, 5);
    await write(other, 1);
    const land = [takeOff({ ...slow, isFailing: false }), takeOff({ ...slow, isFailing: false })];
    expect((await claimed()).endpointId).toBe(other.endpointId);
    expect(await claimDelivery()).toBeNull();
    for (const one of land) one();
    expect((await claimed()).endpointId).toBe(slow.endpointId);
  });
});

describe("what waits for an endpoint that is gone or disabled", () => {
  const ends: [string, (owner: Owner) => Promise<void>][] = [
    ["gone", deleteEndpoint],
    ["disabled", (owner) => updateEndpoint(owner, { status: "disabled" })],
  ];

  it.each(ends)("(%s) is discarded in portions, even if it is not due", async (_label, end) => {
    const owner = await newEndpoint();
    await write(owner, 2 * DISCARD_BATCH);
    await write(owner, 5, "-1 hour");
    await end(owner);
    expect(await claimDelivery()).toBe("discarded");
    expect(await countOf(owner, "discarded")).toBe(DISCARD_BATCH);
    await discardAll();
    expect(await countOf(owner, "discarded")).toBe(2 * DISCARD_BATCH + 5);
    expect(await claimDelivery()).toBeNull();
  });

  it.each(ends)("(%s) leaves others their turn between two portions", async (_label, end) => {
    const [owner, other] = [await newEndpoint(), await newEndpoint()];
    await write(owner, 3 * DISCARD_BATCH);
    await write(other, 1);
    await end(owner);
    const turns = [await claimDelivery(), await claimDelivery()];
    expect(turns).toContainEqual(expect.objectContaining({ endpointId: other.endpointId }));
  });

  it.each<[string, (owner: Owner) => Promise<unknown>]>([
    ...ends,
    ["disabled by an answer", async () => settleAttempt(await claimed(), answer(410))],
  ])("(%s) is waited for by nobody, so that no two wait in a circle", async (_label, end) => {
    const owner = await newEndpoint();
    await write(owner, 2);
    const other = await database.db.connect();
    try {
      // Another attempt of the same endpoint is about to be settled.
      await other.query("begin");
      await other.query(
        "select from webhook_messages where endpoint_id = $1 order by next_attempt_at, ctid desc limit 1 for update",
        [owner.endpointId],
      );
      await end(owner);
      expect((await endpointOf(owner))?.status).not.toBe("enabled");
      expect(await claimDelivery()).toBe("discarded");
      expect(await countOf(owner, "discarded")).toBe(1);
    } finally {
      await other.query("rollback");
      other.release();
    }
    expect(await claimDelivery()).toBe("discarded");
    expect(await countOf(owner, "discarded")).toBe(2);
  });

  it("is not sent when the endpoint is enabled again at once", async () => {
    const owner = await newEndpoint();
    await write(owner, DISCARD_BATCH + 1);
    await updateEndpoint(owner, { status: "disabled" });
    await updateEndpoint(owner, { status: "enabled" });
    await write(owner, 1);
    expect(await countOf(owner, "discarded")).toBe(DISCARD_BATCH + 1);
    await updateEndpoint(owner, { status: "enabled" });
    expect(await countOf(owner, "pending")).toBe(1);
  });
});

describe("an answer from an address that the customer has changed meanwhile", () => {
  async function changedMeanwhile() {
    const owner = await newEndpoint();
    await write(owner, 1);
    const delivery = await claimed();
    await updateEndpoint(owner, { endpoint: "https://hooks.example.com/two" });
    return { owner, delivery };
  }

  it.each([
    ["that it is gone for good", 410, 1, null],
    ["that it failed", 500, 1, null],
    ["that its last attempt failed after five days", 500, 8, "6 days"],
  ])("(%s) says nothing of the new one", async (_label, status, attempt, failingFor) => {
    const { owner, delivery } = await changedMeanwhile();
    if (failingFor)
      await database.db.query(
        "update webhook_endpoints set failing_since = now() - $1::interval where id = $2",
        [failingFor, owner.endpointId],
      );
    await settleAttempt({ ...delivery, attempt }, answer(status));
    const endpoint = await endpointOf(owner);
    expect(endpoint).toMatchObject({ status: "enabled", disabled_reason: null });
    if (!failingFor) expect(endpoint?.failing_since).toBeNull();
  });

  it("(that it was delivered) does not make the new one work", async () => {
    const { owner, delivery } = await changedMeanwhile();
    await database.db.query("update webhook_endpoints set failing_since = now()");
    await settleAttempt(delivery, answer(200));
    expect((await endpointOf(owner))?.failing_since).not.toBeNull();
    expect(await countOf(owner, "delivered")).toBe(1);
  });
});

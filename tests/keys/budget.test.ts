import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { addUse, readUse, takeBackUse } from "@/lib/keys/budget";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

const id = (letter: string) => `${letter.repeat(8)}-0000-7000-8000-000000000000`;
const first = { customerId: id("a"), keyId: id("1") };
const second = { customerId: id("a"), keyId: id("2") };
const other = { customerId: id("b"), keyId: id("3") };

let opened: InProcessDatabase;
let db: InProcessDatabase["db"];

beforeAll(async () => {
  opened = await openInProcessDatabase();
  db = opened.db;
  // PostgreSQL's own clock stands still in here: `clock_timestamp` is found in this schema first.
  await db.query(`create schema virtual;
    create table virtual.time (at timestamptz not null);
    insert into virtual.time values (now());
    create function virtual.clock_timestamp() returns timestamptz language sql volatile as 'select at from virtual.time';
    do $$ begin execute format('alter database %I set search_path = virtual, pg_catalog, public', current_database()); end $$`);
});
afterAll(() => opened?.close());
beforeEach(async () => {
  await db.query("delete from public.api_key_usage");
  await setTime("2026-05-31T12:00:00Z");
});

const setTime = (at: string) => db.query("update virtual.time set at = $1", [at]);
const used = async (...keys: (typeof first)[]) => {
  const use = await readUse(database(), keys);
  return keys.map(({ keyId }) => use.get(keyId));
};
const add = (...uses: Parameters<typeof addUse>[1]) => database().transaction((tx) => addUse(tx, uses));
const takeBack = (...uses: Parameters<typeof takeBackUse>[1]) =>
  database().transaction((tx) => takeBackUse(tx, uses));

it("a key that was never used has used nothing, and no key is no question", async () => {
  expect(await used(first, other)).toEqual([
    { today: 0, month: 0 },
    { today: 0, month: 0 },
  ]);
  expect(await readUse(database(), [])).toEqual(new Map());
  await add();
  await takeBack();
});

it("uses of many keys are added at once, several of one key to its sum, and each key has its own", async () => {
  await add({ ...second, credits: 5 }, { ...first, credits: 1 }, { ...first, credits: 2 });
  await add({ ...first, credits: 4 }, { ...other, credits: 9 });
  expect(await used(first, second, other)).toEqual([
    { today: 7, month: 7 },
    { today: 5, month: 5 },
    { today: 9, month: 9 },
  ]);
});

it("asking for a key twice counts it once, and another customer's key by this id is not theirs", async () => {
  await add({ ...first, credits: 3 });
  expect(await used(first, first)).toEqual([
    { today: 3, month: 3 },
    { today: 3, month: 3 },
  ]);
  expect(await used({ ...first, customerId: other.customerId })).toEqual([{ today: 0, month: 0 }]);
});

it("days and months begin at midnight UTC, in whatever zone the database is", async () => {
  await db.query(
    `do $$ begin execute format('alter database %I set timezone = ''Pacific/Kiritimati''', current_database()); end $$`,
  );
  await setTime("2026-05-30T23:59:59.999Z");
  await add({ ...first, credits: 1 });
  await setTime("2026-05-31T00:00:00Z");
  await add({ ...first, credits: 2 });
  expect(await used(first)).toEqual([{ today: 2, month: 3 }]);
  await setTime("2026-05-31T23:59:59.999Z");
  expect(await used(first)).toEqual([{ today: 2, month: 3 }]);
  await setTime("2026-06-01T00:00:00Z");
  expect(await used(first)).toEqual([{ today: 0, month: 0 }]);
  await add({ ...first, credits: 4 });
  expect(await used(first)).toEqual([{ today: 4, month: 4 }]);
});

it("what was not sent is taken back from the day on which it was accepted", async () => {
  const yesterday = new Date("2026-05-30T10:00:00Z");
  await setTime(yesterday.toISOString());
  await add({ ...first, credits: 10 });
  const today = new Date("2026-05-31T10:00:00Z");
  await setTime(today.toISOString());
  await add({ ...first, credits: 10 }, { ...second, credits: 10 });
  await takeBack(
    { ...first, credits: 1, acceptedAt: yesterday },
    { ...first, credits: 2, acceptedAt: yesterday },
    { ...first, credits: 4, acceptedAt: today },
  );
  expect(await used(first, second)).toEqual([
    { today: 6, month: 13 },
    { today: 10, month: 10 },
  ]);
});

it("no day falls below zero, and a day without use stays without", async () => {
  await add({ ...first, credits: 1 });
  await takeBack(
    { ...first, credits: 2, acceptedAt: new Date("2026-05-31T10:00:00Z") },
    { ...second, credits: 2, acceptedAt: new Date("2026-05-31T10:00:00Z") },
  );
  expect(await used(first, second)).toEqual([
    { today: 0, month: 0 },
    { today: 0, month: 0 },
  ]);
});

it("parallel transactions over the same keys lose nothing and don't lock each other out", async () => {
  const acceptedAt = new Date("2026-05-31T10:00:00Z");
  const here = { ...first, credits: 2 };
  const there = { ...other, credits: 2 };
  const given = (use: typeof here) => ({ ...use, credits: 1, acceptedAt });
  await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      const uses = number % 2 ? [here, there] : [there, here];
      await add(...uses);
      await takeBack(...uses.toReversed().map(given));
    }),
  );
  expect(await used(first, other)).toEqual([
    { today: 40, month: 40 },
    { today: 40, month: 40 },
  ]);
});

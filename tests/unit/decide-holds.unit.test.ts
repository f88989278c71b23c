import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "@/lib/sending/candidate";
import { decideHolds, type MirroredAccount } from "@/lib/sending/decide-holds";
import { createMemory } from "@/lib/sending/memory";
import { maySecondLook } from "@/lib/sending/second-look";

const MINUTE_MS = 60_000;
const fresh: MirroredAccount = {
  balance: 10,
  held: 0,
  isStale: false,
  isBeingCaptured: false,
  ageMs: 100,
  quota: null,
};

let made = 0;
function request(credits: number, extra: Partial<Candidate> = {}): Candidate {
  made += 1;
  return {
    emailId: `email-${made}`,
    customerId: "ada",
    credits,
    key: null,
    emails: [],
    batch: null,
    isRepeat: false,
    idempotencyKey: null,
    requestHash: "",
    trustsMirror: "no",
    ...extra,
  };
}

function decide(account: Partial<MirroredAccount>, ...requests: Candidate[]) {
  const decisions = decideHolds(new Map([["ada", { ...fresh, ...account }]]), requests);
  return requests.map((one) => decisions.get(one)?.kind);
}

describe("requests that are decided together never hold more than there is", () => {
  it("in the order in which they came; a smaller one may still fit behind one that does not", () => {
    expect(decide({}, request(6), request(6), request(4), request(1))).toEqual([
      "accepted",
      "short",
      "accepted",
      "short",
    ]);
  });

  it("whatever they are", () => {
    const credits = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 200 });
    fc.assert(
      fc.property(credits, fc.integer({ min: -20, max: 500 }), fc.nat(100), (wanted, balance, held) => {
        const requests = wanted.map((n) => request(n));
        const decisions = decideHolds(new Map([["ada", { ...fresh, balance, held }]]), requests);
        const taken = requests.reduce(
          (sum, one) => sum + (decisions.get(one)?.kind === "accepted" ? one.credits : 0),
          0,
        );
        expect(decisions.size).toBe(requests.length);
        expect(taken).toBeLessThanOrEqual(Math.max(0, balance - held));
      }),
    );
  });

  it("and one customer's requests leave another's balance alone", () => {
    const [adas, eves] = [request(10), request(10, { customerId: "eve" })];
    const decisions = decideHolds(
      new Map([
        ["ada", fresh],
        ["eve", fresh],
      ]),
      [adas, eves],
    );
    expect([decisions.get(adas)?.kind, decisions.get(eves)?.kind]).toEqual(["accepted", "accepted"]);
  });

  it("and each accepted one knows what is available after it", () => {
    const requests = [request(3), request(4)];
    const decisions = decideHolds(new Map([["ada", fresh]]), requests);
    expect(requests.map((one) => decisions.get(one))).toMatchObject([{ available: 7 }, { available: 3 }]);
  });
});

describe("Dodo is asked before it is decided", () => {
  it.each([
    ["the balance was never read", { ageMs: null }, "stale"],
    ["it is older than 2 s", { ageMs: 2_001 }, "stale"],
    ["it is younger", { ageMs: 1_999 }, "accepted"],
    ["a webhook said that it has changed", { isStale: true }, "stale"],
    ["it is old, but a capture brings a new one", { ageMs: MINUTE_MS, isBeingCaptured: true }, "accepted"],
    ["a capture is under way for over 15 minutes", { ageMs: 16 * MINUTE_MS, isBeingCaptured: true }, "stale"],
  ] as const)("if %s: %o", (_name, account, kind) => {
    expect(decide(account, request(1))).toEqual([kind]);
  });

  it.each([
    ["was read a moment ago", { ageMs: 100 }, "short"],
    [
      "was read 4 s ago, which a caller who does not stop must not turn into a read each",
      { ageMs: 4_000 },
      "short",
    ],
    ["is older than 5 s: a top-up may have landed", { ageMs: 5_001 }, "stale"],
    ["has changed, as a webhook said", { isStale: true }, "stale"],
    ["has changed, while a capture is under way", { isStale: true, isBeingCaptured: true }, "stale"],
  ] as const)("if too few are available and the balance %s: %o", (_name, account, kind) => {
    expect(decide({ balance: 0, ...account }, request(1))).toEqual([kind]);
  });

  it("and not at all when there is no turn for a read, unless too few are available or the mirror is too old to serve", () => {
    const hurried = request(1, { trustsMirror: "while-it-serves" });
    expect(decide({ ageMs: MINUTE_MS, isStale: true }, hurried)).toEqual(["accepted"]);
    expect(decide({ ageMs: 16 * MINUTE_MS }, hurried)).toEqual(["stale"]);
    expect(decide({ ageMs: null, balance: null }, hurried)).toEqual(["stale"]);
    expect(decide({ ageMs: MINUTE_MS, balance: 0 }, hurried)).toEqual(["stale"]);
  });

  it("but not twice for one request, and then not at all if Dodo is away", () => {
    expect(decide({ ageMs: MINUTE_MS }, request(1, { trustsMirror: "yes" }))).toEqual(["accepted"]);
    expect(decide({ ageMs: MINUTE_MS, balance: 0 }, request(1, { trustsMirror: "yes" }))).toEqual(["short"]);
  });
});

describe("a daily limit or a pause bounds what is accepted, whatever the balance is", () => {
  it("each request takes from what is left, and one that does not fit takes nothing", () => {
    expect(decide({ quota: 5 }, request(3), request(3), request(2), request(1))).toEqual([
      "accepted",
      "barred",
      "accepted",
      "barred",
    ]);
  });

  it("nothing is accepted while sending is paused, and Dodo is not asked for it", () => {
    expect(decide({ quota: 0, ageMs: null }, request(1))).toEqual(["barred"]);
  });

  it("what the balance refuses takes nothing of the limit", () => {
    expect(decide({ quota: 10, balance: 4 }, request(5), request(4))).toEqual(["short", "accepted"]);
  });
});

it("a balance that is too low is looked at again, but not for every refused send", () => {
  const memory = createMemory();
  expect(maySecondLook(memory, "ada", 0)).toBe(true);
  expect(maySecondLook(memory, "eve", 1)).toBe(true);
  expect(maySecondLook(memory, "ada", 4_999)).toBe(false);
  expect(maySecondLook(memory, "ada", 5_000)).toBe(true);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseMembers, type Waiting } from "@/lib/sending/choose-members";

const MB = 1024 * 1024;

function queue(customerId: string, count: number, extra: Partial<Waiting> = {}): Waiting[] {
  return Array.from({ length: count }, (_, i) => ({
    customerId,
    id: `${customerId}-${i}`,
    goesAlone: false,
    bytes: 1000,
    ...extra,
  }));
}

const ids = (emails: Waiting[]) => emails.map((email) => email.id);

describe("the emails that leave in one call", () => {
  it("are all that wait, up to a hundred, the oldest first", () => {
    expect(ids(chooseMembers([queue("a", 3)]))).toEqual(["a-0", "a-1", "a-2"]);
    expect(chooseMembers([queue("a", 150)])).toHaveLength(100);
    expect(chooseMembers([])).toEqual([]);
  });

  it("have everybody's first before anybody's second", () => {
    expect(ids(chooseMembers([queue("a", 3), queue("b", 1), queue("c", 2)]))).toEqual([
      "a-0",
      "b-0",
      "c-0",
      "a-1",
      "c-1",
      "a-2",
    ]);
  });

  it("have a single email of one customer beside 10,000 of another", () => {
    expect(ids(chooseMembers([queue("a", 10_000), queue("b", 1)]))).toContain("b-0");
  });

  it("stay under the size of a call, but the first always goes", () => {
    expect(chooseMembers([queue("a", 5, { bytes: 1.5 * MB })])).toHaveLength(2);
    expect(chooseMembers([queue("a", 2, { bytes: 30 * MB })])).toHaveLength(1);
  });

  it("are one, if the first must go alone; a later one like that is passed by", () => {
    const [alone] = queue("alone", 1, { goesAlone: true });
    if (!alone) throw new Error("There is one.");
    expect(chooseMembers([[alone], queue("b", 5)])).toEqual([alone]);
    expect(ids(chooseMembers([queue("b", 2), [alone]]))).toEqual(["b-0", "b-1"]);
  });

  it("never leave a customer out while another has two, unless the call is full", () => {
    const turns = fc
      .array(fc.nat(40), { minLength: 1, maxLength: 100 })
      .map((counts) => counts.map((count, i) => queue(`c${i}`, count)));
    fc.assert(
      fc.property(turns, (waiting) => {
        const chosen = chooseMembers(waiting);
        const counts = waiting.map(
          (emails) => chosen.filter((email) => email.customerId === emails[0]?.customerId).length,
        );
        expect(new Set(ids(chosen)).size).toBe(chosen.length);
        expect(chosen.length).toBe(Math.min(100, waiting.flat().length));
        const most = Math.max(...counts);
        waiting.forEach((emails, i) => {
          expect(counts[i]).toBeGreaterThanOrEqual(Math.min(emails.length, most - 1));
        });
      }),
    );
  });
});

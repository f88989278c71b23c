import { describe, expect, it } from "vitest";
import { coalesce } from "@/lib/coalesce";

/** A load that answers when it is told to, and remembers what it was asked. */
function controlled(options: { max?: number; failOn?: number } = {}) {
  const loads: { keys: number[]; finish: () => void }[] = [];
  const ask = coalesce<number, number>({
    max: options.max ?? 100,
    load: (keys) =>
      new Promise((resolve, reject) => {
        const isBad = options.failOn !== undefined && keys.includes(options.failOn);
        loads.push({
          keys,
          finish: () => (isBad ? reject(new Error(`bad ${keys}`)) : resolve(keys.map((key) => key * 10))),
        });
      }),
    mayBeOneKeysFault: () => options.failOn !== undefined,
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { ask, loads, turn };
}

describe("many calls become few", () => {
  it("a lone one goes at once; those that come meanwhile go together, in their order", async () => {
    const { ask, loads, turn } = controlled();
    const answers = [ask(1), ask(2), ask(3)];
    expect(loads.map(({ keys }) => keys)).toEqual([[1]]);
    loads[0]?.finish();
    await turn();
    expect(loads.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
    loads[1]?.finish();
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
  });

  it("no load has more than its limit", async () => {
    const { ask, loads, turn } = controlled({ max: 2 });
    const answers = [1, 2, 3, 4].map(ask);
    for (let i = 0; i < 3; i++) {
      loads[i]?.finish();
      await turn();
    }
    await Promise.all(answers);
    expect(loads.map(({ keys }) => keys)).toEqual([[1], [2, 3], [4]]);
  });

  it("a key that the load does not take fails alone", async () => {
    const { ask, loads, turn } = controlled({ failOn: 3 });
    const answers = Promise.allSettled([1, 2, 3, 4].map(ask));
    for (let i = 0; i < 6; i++) {
      loads[i]?.finish();
      await turn();
    }
    expect((await answers).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
  });
});

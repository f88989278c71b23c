import { afterAll, beforeAll, describe, it } from "vitest";
import { parallelAtBalance, parallelWithChange } from "../sending/parallel";
import { type Stack, startStack } from "../support/stack";

const PARALLEL = [2, 10, 50, 200, 1000];
const ROWS = PARALLEL.flatMap((parallel) =>
  [0, 1, Math.floor(parallel / 2), parallel - 1, parallel].map((balance) => ({ parallel, balance })),
);
/** Alternately a top-up and a debit, each of half of what is there, or of what is asked for. */
const CHANGES = ROWS.map(({ parallel, balance }, index) => ({
  parallel,
  balance,
  change: index % 2 === 0 ? Math.ceil(parallel / 2) : -Math.floor(balance / 2),
}));

describe.each([1, 2])("parallel sends over %i instance(s) never cost more than the balance:", (instances) => {
  let stack: Stack;
  let customers = 0;
  const nextName = () => {
    customers += 1;
    return `parallel-${customers}`;
  };
  beforeAll(async () => {
    stack = await startStack({ instances, env: { SEND_RATE_PER_MINUTE: "100000" } });
  });
  afterAll(() => stack?.stop());

  it.each(ROWS)("$parallel at balance $balance", (row) => parallelAtBalance(stack, nextName(), row));

  if (instances === 2)
    it.each(CHANGES)("$parallel at balance $balance, which changes by $change", (row) =>
      parallelWithChange(stack, nextName(), row),
    );
});

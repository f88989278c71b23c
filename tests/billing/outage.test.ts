import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "@/lib/contracts/problem";
import type { FaultInput } from "@/sandbox/control-client";
import { endlessBudget } from "../support/endless-budget";
import { signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const SUBSCRIBE = "/api/checkout/subscribe";
const TOPUP = "/api/checkout/topup";
const PORTAL = "/api/checkout/portal";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

describe("while Dodo is down, a purchase answers 503 and leaves nothing half done:", () => {
  const kinds: Pick<FaultInput, "kind" | "status" | "delayMs">[] = [
    { kind: "status", status: 503 },
    { kind: "status", status: 500 },
    { kind: "reset_before" },
    { kind: "timeout_before", delayMs: 300 },
    { kind: "html_502" },
    { kind: "half_body" },
    { kind: "malformed" },
    { kind: "empty_200" },
    { kind: "redirect" },
  ];
  const calls = [
    { path: "^/customers$", method: "GET", starts: TOPUP },
    { path: "^/customers$", method: "POST", starts: TOPUP },
    { path: "^/subscriptions$", method: "GET", starts: SUBSCRIBE },
    { path: "^/checkouts$", method: "POST", starts: TOPUP },
    { path: "/customer-portal/session$", method: "POST", starts: PORTAL },
  ];
  const cases = calls.flatMap(({ starts, ...call }) =>
    kinds.map((kind): [string, FaultInput] => [starts, { target: "dodo", ...call, ...kind }]),
  );

  it.each(cases)("%s, %o", async (starts, fault) => {
    const session = await signIn(stack, `customer-${++customers}@mailbox.dev`);
    const rows = async () => (await stack.db.query("select 1 from checkouts")).rowCount;
    const before = await rows();
    await stack.sandbox.addFaults(fault);
    const answer = await session.post(starts);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ code: "provider_unavailable", retryable: true });
    expect(await rows()).toBe(before);
    expect((await session.post(starts)).status).toBe(200);
    const { customers: atDodo } = await stack.sandbox.state();
    expect(atDodo.filter(({ email }) => email === session.email)).toHaveLength(1);
  });
});

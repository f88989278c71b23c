import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "@/lib/contracts/problem";
import { buyTopup, readCredits } from "../support/buy";
import { dodoIdOf } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";
import { Wire } from "../support/wire";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

let stack: Stack;
let wire: Wire;
let session: Session;

beforeAll(async () => {
  stack = await startStack();
  session = await signIn(stack, "no-database@mailbox.dev");
  await buyTopup(session, stack);
  wire = new Wire(await testPort(), new URL(stack.databaseUrl));
  await wire.open();
  await stack.restart(0, { DATABASE_URL: wire.url });
});
afterAll(async () => {
  await wire?.cut();
  await stack?.stop();
});

const send = () =>
  session.post("/api/send", { to: "delivered@resend.dev", subject: "No database", text: "Hi" });

describe("without its database MailKit answers 503 and sends nothing", () => {
  it("to a send, and goes on by itself when the database is back", async () => {
    await wire.cut();
    const answer = await send();
    expect(answer.status).toBe(503);
    expect(problemSchema.parse(await answer.json())).toMatchObject({
      code: "database_unavailable",
      retryable: true,
    });
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await readLedgers(stack, session.email)).emails).toEqual([]);

    await wire.open();
    await waitFor(async () => (await send()).status === 200, { what: "a send to work again" });
    await untilSettled(stack);
    expect(brokenInvariants(await readLedgers(stack, session.email))).toEqual([]);
  });

  it("to the health check, and to a webhook, which Dodo then repeats", async () => {
    await wire.cut();
    expect((await session.fetch("/api/health")).status).toBe(503);
    await stack.sandbox.changeSettings({ webhooks: { retryScheduleMs: [0, 200, 400, 800, 1600, 3200] } });
    await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "credit", 77);
    await waitFor(
      async () => {
        const [delivery] = (await stack.sandbox.state()).webhookDeliveries.slice(-1);
        return delivery?.attempts.some(({ status }) => status === 503);
      },
      { what: "a webhook to be answered 503" },
    );
    await wire.open();
    await waitFor(
      async () => (await stack.sandbox.state()).webhookDeliveries.slice(-1)[0]?.state === "delivered",
      {
        what: "the webhook to be delivered",
      },
    );
    await waitFor(async () => (await readCredits(session)).balance % 100 === 76, { what: "the 77 credits" });
  });

  it("to a page, with words instead of a stack", async () => {
    await wire.cut();
    const page = await (await session.fetch("/dashboard")).text();
    expect(page).not.toMatch(/ECONNREFUSED|at .*\.js:\d+/);
    await wire.open();
    await waitFor(async () => (await session.fetch("/api/health")).ok, { what: "the app to be up again" });
  });
});

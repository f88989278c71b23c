import { afterAll, beforeAll, expect, it } from "vitest";
import { endlessBudget } from "../support/endless-budget";
import { postLinkRequest, signIn, someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  // The second instance has no proxy in front.
  stack = await startStack({ instances: 2, instanceEnv: [{}, { TRUSTED_PROXY_HOPS: "0" }] });
  // The limits here are those of links, not Resend's, for which a mail waits only so long.
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const shape = async (answer: Response) => ({
  status: answer.status,
  body: Object.keys(await answer.json()),
  headers: [...answer.headers.keys()].sort(),
});

it("answers the same for an address with a user and one without", async () => {
  await signIn(stack, "known@mailbox.dev");
  const known = await shape(await postLinkRequest(stack, { email: "known@mailbox.dev" }));
  const unknown = await shape(await postLinkRequest(stack, { email: "unknown@mailbox.dev" }));
  expect(known).toEqual(unknown);
  expect(known).toMatchObject({ status: 202, body: ["sent", "inbox_url"] });
});

it("asks nothing before its answer that depends on who has an account, so its time says nothing either", async () => {
  await signIn(stack, "known@mailbox.dev");
  const blocker = await stack.db.connect();
  try {
    await blocker.query("begin");
    // Whoever as much as looked into one of these would wait here for ever.
    await blocker.query(
      "lock table users, customers, members, accounts, sessions, invites in access exclusive mode",
    );
    for (const email of ["known@mailbox.dev", "stranger@mailbox.dev"]) {
      const headers = { "Content-Type": "application/json", "X-Forwarded-For": someAddress() };
      const answer = await fetch(`${stack.baseUrl}/api/auth/email-link`, {
        method: "POST",
        headers,
        body: JSON.stringify({ email }),
        signal: AbortSignal.timeout(5_000),
      });
      expect([email, answer.status]).toEqual([email, 202]);
    }
  } finally {
    await blocker.query("rollback");
    blocker.release();
  }
});

it("says where the sandbox shows the mail", async () => {
  const answer = await postLinkRequest(stack, { email: "Inbox@mailbox.dev" });
  expect(await answer.json()).toEqual({
    sent: true,
    inbox_url: `${stack.sandboxUrl}/inbox?to=inbox%40mailbox.dev`,
  });
});

it("sends at most five links to one address, whoever asks and however it is written", async () => {
  const spellings = ["many@mailbox.dev", "MANY@mailbox.dev", " many@mailbox.dev"];
  const answers = [];
  for (let count = 0; count < 6; count++)
    answers.push(await postLinkRequest(stack, { email: spellings[count % spellings.length] }));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await stack.sandbox.emails("many@mailbox.dev")).toHaveLength(5);
});

it("sends at most twenty links for one caller", async () => {
  const from = { "X-Forwarded-For": someAddress() };
  const ask = (count: number) => postLinkRequest(stack, { email: `caller-${count}@mailbox.dev` }, from);
  const answers = await Promise.all(Array.from({ length: 25 }, (_, count) => ask(count)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(20).fill(202), ...Array(5).fill(429)]);
});

it("counts the address of the connection where no proxy is trusted, whatever the caller claims", async () => {
  const open = { baseUrl: stack.baseUrls[1] ?? "" };
  const ask = (count: number) => postLinkRequest(open, { email: `liar-${count}@mailbox.dev` });
  const answers = await Promise.all(Array.from({ length: 25 }, (_, count) => ask(count)));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
});

it.each([
  ["no address", {}, 422],
  ["an address that is none", { email: "ada" }, 422],
  ["two addresses", { email: "ada@mailbox.dev, eve@mailbox.dev" }, 422],
  ["a line break", { email: "ada@mailbox.dev\nbcc: eve@mailbox.dev" }, 422],
  ["an overlong address", { email: `${"a".repeat(250)}@mailbox.dev` }, 422],
  ["a list", { email: ["ada@mailbox.dev"] }, 422],
  ["a field that it does not know", { email: "ada@mailbox.dev", callbackUrl: "/" }, 422],
])("refuses %s", async (_what, body, status) => {
  expect((await postLinkRequest(stack, body)).status).toBe(status);
});

it.each([
  ["a form", { "Content-Type": "application/x-www-form-urlencoded" }, 415],
  ["plain text", { "Content-Type": "text/plain" }, 415],
  ["another site's script", { Origin: "https://evil.example" }, 403],
  ["another site's page", { "Sec-Fetch-Site": "cross-site" }, 403],
  ["a sandboxed frame", { Origin: "null" }, 403],
])("refuses %s", async (_what, headers, status) => {
  expect((await postLinkRequest(stack, { email: "csrf@mailbox.dev" }, headers)).status).toBe(status);
  expect(await stack.sandbox.emails("csrf@mailbox.dev")).toHaveLength(0);
});

it("has no second way to ask for a link", async () => {
  const csrf = await fetch(`${stack.baseUrl}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${stack.baseUrl}/api/auth/signin/email`, {
    method: "POST",
    headers: {
      Cookie: csrf.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; "),
    },
    body: new URLSearchParams({ csrfToken, email: "second@mailbox.dev" }),
  });
  expect(answer.status).toBe(404);
  expect(await stack.sandbox.emails("second@mailbox.dev")).toHaveLength(0);
});

it("answers 503 when Resend does not take the mail, and does not say that it was sent", async () => {
  await stack.sandbox.addFaults({ target: "resend", kind: "status", status: 500, times: 10 });
  const answer = await postLinkRequest(stack, { email: "down@mailbox.dev" });
  await stack.sandbox.clearFaults();
  expect(answer.status).toBe(503);
});

it("says so when Resend refuses the address for good", async () => {
  const answer = await postLinkRequest(stack, { email: "reserved@example.com" });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "email_refused" });
});

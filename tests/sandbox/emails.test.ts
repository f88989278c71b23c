// One file, because each starts a world of its own, which takes seconds.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sandboxDefaults } from "@/sandbox/constants";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { dayMs, email, resendClient } from "./clients";

let sandbox: RunningSandbox;
let resend: ReturnType<typeof resendClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  resend = resendClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control.reset();
  await sandbox.control.changeSettings({ rateLimits: false });
});

const accepted = async (): Promise<number> => (await sandbox.control.state()).emails.length;

describe("an accepted email", () => {
  test("can be read back, becomes delivered, and is in the inbox", async () => {
    const { data } = await resend.emails.send({
      ...email("Ada <ada@lovelace.co>", "Your link"),
      html: '<p>Go to <a href="http://localhost:3000/x?a=1&amp;b=2">the app</a></p>',
      cc: ["c@lovelace.co"],
      replyTo: "r@lovelace.co",
      headers: { "X-Ref": "1" },
      tags: [{ name: "kind", value: "link" }],
    });
    const id = String(data?.id);
    await vi.waitFor(async () => expect((await resend.emails.get(id)).data?.last_event).toBe("delivered"));
    const read = await resend.emails.get(id);
    expect(read.data).toMatchObject({
      to: ["Ada <ada@lovelace.co>"],
      cc: ["c@lovelace.co"],
      bcc: null,
      reply_to: ["r@lovelace.co"],
    });
    expect(new Date(String(read.data?.created_at)).getTime()).not.toBeNaN();
    const [row] = await sandbox.control.emails("ADA@lovelace.co");
    expect(row).toMatchObject({ id, headers: { "X-Ref": "1" }, tags: [{ name: "kind", value: "link" }] });
    const page = await (await fetch(`${sandbox.url}/inbox/${id}`)).text();
    expect(page).toContain('href="http://localhost:3000/x?a=1&amp;b=2"');
    expect(await (await fetch(`${sandbox.url}/inbox?to=c@lovelace.co`)).text()).toContain("Your link");
  });

  test.each([
    ["delivered@resend.dev", "delivered"],
    ["bounced+label@resend.dev", "bounced"],
    ["complained@resend.dev", "complained"],
    ["suppressed@resend.dev", "suppressed"],
  ])("to %s ends as %s", async (to, last) => {
    const { data } = await resend.emails.send(email(to));
    await vi.waitFor(async () =>
      expect((await resend.emails.get(String(data?.id))).data?.last_event).toBe(last),
    );
  });

  test("can be scheduled, moved and cancelled, and leaves when the clock says so", async () => {
    const scheduledAt = new Date(Date.now() + dayMs).toISOString();
    const first = await resend.emails.send({ ...email("a@lovelace.co"), scheduledAt });
    const second = await resend.emails.send({ ...email("b@lovelace.co"), scheduledAt });
    const [keptId, goneId] = [String(first.data?.id), String(second.data?.id)];
    expect((await resend.emails.cancel(goneId)).error).toBeNull();
    expect(
      (
        await resend.emails.update({
          id: keptId,
          scheduledAt: new Date(Date.now() + 2 * dayMs).toISOString(),
        })
      ).error,
    ).toBeNull();
    await sandbox.control.advanceClock(1.5 * dayMs);
    expect((await resend.emails.get(keptId)).data?.last_event).toBe("scheduled");
    await sandbox.control.advanceClock(dayMs);
    await vi.waitFor(async () =>
      expect((await resend.emails.get(keptId)).data?.last_event).toBe("delivered"),
    );
    expect((await resend.emails.get(goneId)).data?.last_event).toBe("canceled");
  });
});

describe("a refusal", () => {
  const base = email("ada@lovelace.co");
  test.each([
    ["without a sender", { ...base, from: "" }, 422, "missing_required_field"],
    ["without a recipient", { ...base, to: [] }, 422, "missing_required_field"],
    ["without a subject", { ...base, subject: "" }, 422, "missing_required_field"],
    ["of a malformed address", { ...base, to: "ada" }, 422, "validation_error"],
    ["of a reserved domain", { ...base, to: "ada@example.com" }, 422, "validation_error"],
    [
      "of 51 recipients",
      { ...base, to: Array.from({ length: 51 }, (_, n) => `a${n}@lovelace.co`) },
      422,
      "validation_error",
    ],
    ["of a bad tag", { ...base, tags: [{ name: "a b", value: "1" }] }, 422, "validation_error"],
    ["of an empty attachment", { ...base, attachments: [{ filename: "a.txt" }] }, 422, "invalid_attachment"],
    ["of a domain that is not verified", { ...base, from: "a@elsewhere.co" }, 403, "validation_error"],
    [
      "of a sub-domain of the verified one",
      { ...base, from: "a@mail.mailkit.example" },
      403,
      "validation_error",
    ],
    [
      "of resend.dev as sender to a stranger",
      { ...base, from: "onboarding@resend.dev" },
      403,
      "validation_error",
    ],
  ])("%s", async (_, payload, status, name) => {
    const { data, error } = await resend.emails.send(payload);
    expect(data).toBeNull();
    expect(error).toMatchObject({ statusCode: status, name });
    expect(await accepted()).toBe(0);
  });

  test.each(["delivered@resend.dev", sandboxDefaults.accountOwnerEmail])(
    "is not for resend.dev to %s",
    async (to) => {
      const { error } = await resend.emails.send({ ...base, from: "MailKit <onboarding@resend.dev>", to });
      expect(error).toBeNull();
    },
  );

  test.each([400, 401, 403] as const)(
    "of an unknown key has the status %i that the setting says",
    async (badKeyStatus) => {
      await sandbox.control.changeSettings({ badKeyStatus });
      const { error } = await resendClient(sandbox, "re_wrong").emails.send(base);
      expect(error).toMatchObject({
        statusCode: badKeyStatus,
        name: "validation_error",
        message: "API key is invalid",
      });
    },
  );

  test("a key for sending only can do nothing else", async () => {
    const { data } = await resend.apiKeys.create({ name: "send", permission: "sending_access" });
    const restricted = resendClient(sandbox, String(data?.token));
    expect((await restricted.emails.send(base)).error).toBeNull();
    expect((await restricted.domains.list()).error).toMatchObject({
      statusCode: 401,
      name: "restricted_api_key",
    });
  });
});

describe("an idempotency key", () => {
  const payload = email("ada@lovelace.co");
  const options = { idempotencyKey: "dispatch-1" };

  test("gets the first answer again and sends nothing", async () => {
    const first = await resend.emails.send(payload, options);
    expect((await resend.emails.send(payload, options)).data).toEqual(first.data);
    expect(await accepted()).toBe(1);
  });

  test("with another payload is refused, also on the other endpoint", async () => {
    await resend.emails.send(payload, options);
    const other = await resend.emails.send({ ...payload, subject: "Other" }, options);
    expect(other.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    const batch = await resend.batch.send([payload], options);
    expect(batch.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    expect(await accepted()).toBe(1);
  });

  test("whose first request is still being worked on is refused by another name", async () => {
    await sandbox.control.changeSettings({ latencyMs: { resend: 300 } });
    const answers = await Promise.all([
      resend.emails.send(payload, options),
      resend.emails.send(payload, options),
    ]);
    const names = answers.map(({ error }) => error?.name ?? "sent").sort();
    expect(names).toEqual(["concurrent_idempotent_requests", "sent"]);
    expect(await accepted()).toBe(1);
  });

  test("is forgotten after 24 hours, and refused when too long", async () => {
    await resend.emails.send(payload, options);
    await sandbox.control.advanceClock(dayMs + 1000);
    await resend.emails.send(payload, options);
    expect(await accepted()).toBe(2);
    const long = await resend.emails.send(payload, { idempotencyKey: "k".repeat(257) });
    expect(long.error).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
  });

  test("is not used up by a refusal", async () => {
    await resend.emails.send({ ...payload, to: "ada@example.com" }, options);
    expect((await resend.emails.send(payload, options)).error).toBeNull();
  });
});

describe("a batch", () => {
  const batch = [
    email("a@lovelace.co", "one"),
    email("b@example.com", "two"),
    email("c@lovelace.co", "three"),
  ];

  test("in strict mode is refused whole by one bad email", async () => {
    const { error } = await resend.batch.send(batch);
    expect(error).toMatchObject({ statusCode: 422 });
    expect(await accepted()).toBe(0);
  });

  test("in permissive mode sends the good ones and names the bad ones by index", async () => {
    const { data } = await resend.batch.send(batch, { batchValidation: "permissive", idempotencyKey: "b-1" });
    expect(data?.data).toHaveLength(2);
    expect(data?.errors).toMatchObject([{ index: 1 }]);
    const { emails } = await sandbox.control.state();
    expect(emails.map(({ id, subject, batch_index }) => [id, subject, batch_index])).toEqual([
      [data?.data[0]?.id, "one", 0],
      [data?.data[1]?.id, "three", 2],
    ]);
    const again = await resend.batch.send(batch, { batchValidation: "permissive", idempotencyKey: "b-1" });
    expect(again.data).toEqual(data);
    expect(await accepted()).toBe(2);
  });

  test("of 101 emails or none is refused", async () => {
    const many = Array.from({ length: 101 }, (_, n) => email(`a${n}@lovelace.co`));
    expect((await resend.batch.send(many)).error?.statusCode).toBe(422);
    expect((await resend.batch.send([])).error?.statusCode).toBe(422);
    expect((await resend.batch.send(many.slice(1))).data?.data).toHaveLength(100);
  });
});

test("a domain can be added, verified, sent from, and removed", async () => {
  const created = await resend.domains.create({ name: "mail.lovelace.co" });
  const id = String(created.data?.id);
  expect(created.data).toMatchObject({
    status: "not_started",
    records: [{ name: "resend._domainkey.mail" }, {}, {}],
  });
  const from = "a@mail.lovelace.co";
  expect((await resend.emails.send({ ...email("ada@lovelace.co"), from })).error?.statusCode).toBe(403);
  await sandbox.control.changeSettings({ domainVerification: { afterMs: 0 } });
  await resend.domains.verify(id);
  await vi.waitFor(async () => expect((await resend.domains.get(id)).data?.status).toBe("verified"));
  expect((await resend.emails.send({ ...email("ada@lovelace.co"), from })).error).toBeNull();
  expect((await resend.domains.create({ name: "mail.lovelace.co" })).error?.statusCode).toBe(403);
  expect((await resend.domains.remove(id)).data).toMatchObject({ deleted: true });
  expect((await resend.domains.get(id)).error).toMatchObject({
    statusCode: 404,
    message: "Domain not found",
  });
});

test("a suppressed address is accepted and not delivered", async () => {
  await resend.suppressions.add({ email: "ada@lovelace.co" });
  const { data } = await resend.emails.send(email("Ada <Ada@lovelace.co>"));
  await vi.waitFor(async () =>
    expect((await resend.emails.get(String(data?.id))).data?.last_event).toBe("suppressed"),
  );
});

test("lists run from the newest on, with cursors", async () => {
  for (const subject of ["one", "two", "three"]) await resend.emails.send(email("ada@lovelace.co", subject));
  const first = await resend.emails.list({ limit: 2 });
  expect(first.data).toMatchObject({ has_more: true, data: [{ subject: "three" }, { subject: "two" }] });
  const rest = await resend.emails.list({ limit: 2, after: String(first.data?.data[1]?.id) });
  expect(rest.data).toMatchObject({ has_more: false, data: [{ subject: "one" }] });
});

test("a base URL with a slash at its end works, an unknown path is a 501", async () => {
  const slashed = resendClient({ ...sandbox, resendUrl: `${sandbox.resendUrl}/` });
  expect((await slashed.emails.send(email("ada@lovelace.co"))).error).toBeNull();
  expect((await resend.contacts.list()).error?.statusCode).toBe(501);
  expect((await sandbox.control.state()).unknownPaths).toMatchObject([{ provider: "resend" }]);
});

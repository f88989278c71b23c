import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { post } from "@/lib/outgoing/post";
import { publicLookup } from "@/lib/outgoing/resolve";

/** A DNS that says what it is told to of any name, and nothing if that is null. */
let dns: Socket;
let dnsAddress = "";
let receiver: Server;
let port = 0;
let calls = 0;
let questions = 0;
/** IPv4 addresses of the answers, one after the other; the last one stays. */
let answers: (string | null)[] = [];

beforeAll(async () => {
  dns = createSocket("udp4", (question, { address, port: asker }) => {
    questions += 1;
    const reply = answerTo(question);
    if (reply) dns.send(reply, asker, address);
  });
  dns.bind(0, "127.0.0.1");
  await once(dns, "listening");
  dnsAddress = `127.0.0.1:${dns.address().port}`;
  receiver = createServer((_request, response) => {
    calls += 1;
    response.end("here");
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  port = (receiver.address() as AddressInfo).port;
});
afterAll(() => {
  dns.close();
  receiver.close();
});
afterEach(() => {
  calls = 0;
  questions = 0;
});

/** One address for a question of type A, none for any other type. */
function answerTo(question: Buffer): Buffer | null {
  const type = question.readUInt16BE(question.indexOf(0, 12) + 1);
  const isA = type === 1;
  const address = isA && answers.length > 1 ? answers.shift() : answers[0];
  if (address == null) return null;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(isA ? 1 : 0, 6);
  head.writeUInt16BE(0, 10);
  const asked = question.subarray(12, question.indexOf(0, 12) + 5);
  const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split(".").map(Number)]);
  return Buffer.concat([head, asked, ...(isA ? [record] : [])]);
}

const call = (allowsLoopback: boolean, timeoutMs = 5_000) =>
  post(
    { url: `${allowsLoopback ? "http" : "https"}://hooks.example.com:${port}/`, headers: {}, body: "{}" },
    { allowsLoopback, timeoutMs, lookup: publicLookup([dnsAddress]) },
  );

describe("a receiver's name is resolved by the DNS, and", () => {
  it("what it resolves to is called", async () => {
    answers = ["127.0.0.1"];
    expect(await call(true)).toMatchObject({ status: 200, answer: "here" });
    expect(questions).toBeGreaterThan(0);
  });

  it.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"])(
    "%s is not, in production",
    async (address) => {
      answers = [address];
      expect(await call(false)).toMatchObject({
        status: null,
        answer: expect.stringContaining("not a public one"),
      });
      expect(calls).toBe(0);
    },
  );

  it("an answer that changes from one question to the next changes nothing", async () => {
    answers = ["93.184.216.34", "127.0.0.1"];
    const lookup = publicLookup([dnsAddress]);
    const first = await new Promise((resolve) =>
      lookup("hooks.example.com", { all: true }, (_error, found) => resolve(found)),
    );
    expect(first).toEqual([{ address: "93.184.216.34", family: 4 }]);
    expect((await call(false)).answer).toContain("not a public one");
    expect(calls).toBe(0);
  });

  it("a DNS that says nothing does not hold an attempt up for longer than any other fault", async () => {
    answers = [null];
    const outcome = await call(false, 500);
    expect(outcome.status).toBeNull();
    expect(outcome.durationMs).toBeLessThan(2_000);
  });
});

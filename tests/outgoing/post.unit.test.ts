import { type AddressInfo, createServer, type LookupFunction, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PostOutcome, post } from "@/lib/outgoing/post";

/** Says what it is told to whoever connects, and counts them. */
let server: Server;
let port = 0;
let connections = 0;
let requests: string[] = [];
let reply: (socket: Socket) => void;
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
      if (!text.endsWith("{}")) return;
      requests.push(text);
      reply(socket);
    });
  });
  // Both families, so that no way of writing the address misses it.
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});
beforeEach(() => {
  connections = 0;
  requests = [];
  reply = says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
});

const says = (text: string) => (socket: Socket) => void socket.write(text);
const request = (url: string) => ({ url, headers: { "x-test": "1" }, body: "{}" });
const here = (options = {}): Promise<PostOutcome> =>
  post(request(`http://127.0.0.1:${port}/hook?a=1`), { allowsLoopback: true, timeoutMs: 1_000, ...options });
const resolvesTo = (...addresses: string[]): LookupFunction => {
  let asked = 0;
  return (_host, options, answer) => {
    const address = addresses[Math.min(asked++, addresses.length - 1)] ?? "";
    const family = address.includes(":") ? 6 : 4;
    if (options.all) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
};

describe("in production no address that is not public is connected to, however it is written", () => {
  it.each([
    ["loopback", "127.0.0.1"],
    ["all of loopback", "127.8.9.10"],
    ["loopback as a decimal number", "2130706433"],
    ["loopback in hexadecimal", "0x7f000001"],
    ["loopback in octal", "0177.0.0.1"],
    ["loopback, shortened", "127.1"],
    ["this host", "0.0.0.0"],
    ["a private network", "10.0.0.1"],
    ["another private network", "172.16.0.1"],
    ["a home's network", "192.168.1.1"],
    ["a carrier's network", "100.64.0.1"],
    ["cloud metadata", "169.254.169.254"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["loopback in IPv6", "[::1]"],
    ["unspecified in IPv6", "[::]"],
    ["IPv4 loopback inside of IPv6", "[::ffff:127.0.0.1]"],
    ["the same in hexadecimal", "[::ffff:7f00:1]"],
    ["a private network inside of IPv6", "[::ffff:10.0.0.1]"],
    ["link-local in IPv6", "[fe80::1]"],
    ["unique local in IPv6", "[fd00::1]"],
    ["metadata in IPv6", "[fd00:ec2::254]"],
    ["IPv4 loopback through NAT64", "[64:ff9b::7f00:1]"],
    ["IPv4 loopback through 6to4", "[2002:7f00:1::]"],
    ["a name that resolves to loopback", "localhost"],
  ])("%s: %s", async (_label, host) => {
    const outcome = await post(request(`https://${host}:${port}/`), {
      allowsLoopback: false,
      timeoutMs: 3_000,
    });
    expect(outcome.status).toBeNull();
    expect(outcome.answer).toBe("The host's address is not a public one. Only public addresses are called.");
    expect(connections).toBe(0);
  });

  it.each(
    `127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 198.18.0.1 192.0.2.1 224.0.0.1 240.0.0.1
     255.255.255.255 :: ::1 fd00::1 fe80::1 ff02::1 ::ffff:127.0.0.1 ::ffff:a00:1 ::127.0.0.1 64:ff9b::7f00:1
     64:ff9b::a9fe:a9fe 2002:7f00:1:: 2001:db8::1`.split(/\s+/),
  )("a public name that resolves to %s", async (address) => {
    const outcome = await post(request(`https://hooks.example.com:${port}/`), {
      allowsLoopback: false,
      lookup: resolvesTo(address),
    });
    expect(outcome).toMatchObject({ status: null, answer: expect.stringContaining("not a public one") });
    expect(connections).toBe(0);
  });

  it("a name that changes what it resolves to between two looks: what is checked is what is connected to", async () => {
    const rebinding = resolvesTo("93.184.216.34", "127.0.0.1");
    await new Promise<void>((resolve) =>
      rebinding("hooks.example.com", { all: true }, (_error, first) => {
        expect(first).toEqual([{ address: "93.184.216.34", family: 4 }]);
        resolve();
      }),
    );
    const outcome = await post(request(`https://hooks.example.com:${port}/`), {
      allowsLoopback: false,
      lookup: rebinding,
    });
    expect(outcome).toMatchObject({ status: null, answer: expect.stringContaining("not a public one") });
    expect(connections).toBe(0);
  });

  it("a name one of whose addresses is private", async () => {
    const lookup: LookupFunction = (_host, _options, answer) =>
      answer(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    const outcome = await post(request(`https://hooks.example.com:${port}/`), {
      allowsLoopback: false,
      lookup,
    });
    expect(outcome.answer).toContain("not a public one");
    expect(connections).toBe(0);
  });

  it.each(["http://example.com/", "ftp://example.com/", "file:///etc/passwd"])(
    "nor anything without TLS: %s",
    async (url) => {
      expect(await post(request(url), { allowsLoopback: false })).toMatchObject({
        status: null,
        answer: "Only https addresses are called.",
      });
    },
  );

  it("with the sandbox only this very machine is excepted", async () => {
    for (const host of ["10.0.0.1", "169.254.169.254", "192.168.0.1"])
      expect((await post(request(`http://${host}:${port}/`), { allowsLoopback: true })).answer).toContain(
        "not a public one",
      );
  });
});

describe("one attempt", () => {
  it("posts the body as it is, with its headers, and keeps the answer", async () => {
    expect(await here()).toMatchObject({ status: 200, answer: "ok" });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^POST \/hook\?a=1 HTTP\/1\.1\r\n/);
    expect(requests[0]).toContain("x-test: 1\r\n");
    expect(requests[0]).toMatch(/\r\n\r\n\{\}$/);
  });

  it.each([301, 302, 303, 307, 308])("does not follow a redirect (%i)", async (status) => {
    reply = says(
      `HTTP/1.1 ${status} Moved\r\nlocation: http://127.0.0.1:${port}/secret\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(await here()).toMatchObject({
      status,
      answer: expect.stringMatching(/^Redirects are not followed/),
    });
    expect(connections).toBe(1);
  });

  it("ends in time when the receiver says nothing", async () => {
    reply = () => undefined;
    const outcome = await here({ timeoutMs: 300 });
    expect(outcome).toMatchObject({ status: null, answer: "No answer within 15 seconds." });
    expect(outcome.durationMs).toBeLessThan(2_000);
  });

  it("ends in time when the answer drips, and takes the status for the answer", async () => {
    reply = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
      const drip = setInterval(() => socket.write("."), 20);
      socket.on("close", () => clearInterval(drip));
    };
    const outcome = await here({ timeoutMs: 300 });
    expect(outcome.status).toBe(200);
    expect(outcome.durationMs).toBeLessThan(2_000);
  });

  it("ends in time when the head of the answer drips", async () => {
    reply = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
      const drip = setInterval(() => socket.write("."), 20);
      socket.on("close", () => clearInterval(drip));
    };
    expect(await here({ timeoutMs: 300 })).toMatchObject({ status: null });
  });

  it.each([
    ["reset before an answer", (socket: Socket) => void socket.resetAndDestroy()],
    ["closed before an answer", (socket: Socket) => void socket.end()],
    ["answered with what is no HTTP", says("SSH-2.0-OpenSSH_9.6\r\n")],
    ["answered with endless headers", says(`HTTP/1.1 200 OK\r\n${"x-a: b\r\n".repeat(20_000)}`)],
    [
      "switched to another protocol",
      says("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
    ],
  ])("is a failure when the connection is %s", async (_label, answer) => {
    reply = answer;
    expect(await here()).toMatchObject({ status: null, answer: expect.stringMatching(/^.{10,}$/) });
  });

  it("is a failure when nobody listens", async () => {
    const outcome = await post(request("http://127.0.0.1:1/"), { allowsLoopback: true });
    expect(outcome).toMatchObject({ status: null, answer: "The connection was refused." });
  });

  it("is a failure without a valid certificate", async () => {
    const outcome = await post(request(`https://127.0.0.1:${port}/`), {
      allowsLoopback: true,
      timeoutMs: 500,
    });
    expect(outcome.status).toBeNull();
  });

  it("reads 2 KB of an answer and no more, and makes its text safe", async () => {
    reply = (socket) => {
      socket.write("HTTP/1.1 500 Oops\r\n\r\n\u0000\u001b[31m<b>bad\u202e</b>");
      const flood = setInterval(() => socket.write("x".repeat(60_000)), 1);
      socket.on("close", () => clearInterval(flood));
    };
    const { status, answer } = await here();
    expect(status).toBe(500);
    expect(answer.startsWith("[31m<b>bad</b>x")).toBe(true);
    expect(answer.length).toBeLessThanOrEqual(2_048);
  });
});

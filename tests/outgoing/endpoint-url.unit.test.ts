import { describe, expect, it, vi } from "vitest";
import { appVariables } from "../support/stack";

/** The module as a process with, or without, a sandbox has it. */
async function endpointUrlWith(sandboxUrl: string) {
  vi.resetModules();
  const variables = {
    port: 1,
    sandboxUrl: "http://127.0.0.1:1",
    secret: "s".repeat(32),
    databaseUrl: "postgres://x/y",
  };
  Object.assign(process.env, appVariables(variables), { SANDBOX_URL: sandboxUrl });
  return (await import("@/lib/outgoing/endpoint-url")).endpointUrl;
}

const NEVER = [
  ["no address", "example"],
  ["another protocol", "ftp://example.com/"],
  ["a script", "javascript:alert(1)"],
  ["a user and a password", "https://user:secret@example.com/"],
  ["a private address", "https://10.0.0.1/"],
  ["cloud metadata", "http://169.254.169.254/latest"],
  ["a public address without a name", "https://93.184.216.34/"],
  ["an address in IPv6", "https://[fd00::1]/"],
  ["an address as a number", "https://167772161/"],
  ["an address in octal", "https://0251.0376.0251.0376/"],
  ["an address in hexadecimal", "https://0xa9fea9fe/"],
  ["an address of two parts", "https://10.1/"],
  ["an address in wide digits", "https://１０.０.０.１/"],
  ["an address with a dot behind", "https://10.0.0.1./"],
  ["IPv4 written as IPv6", "https://[::ffff:10.0.0.1]/"],
  ["IPv4 within IPv6", "https://[64:ff9b::a00:1]/"],
  ["link-local in IPv6", "https://[fe80::1]/"],
  ["no address at all", "https://0/"],
  ["nothing in particular in IPv6", "https://[::]/"],
  ["a name without a domain", "https://intranet/"],
  ["a name of the local network", "https://printer.local/"],
  ["a name of a cloud's inside", "https://metadata.google.internal/"],
  ["the same with a dot", "https://metadata.google.internal./"],
  ["no TLS", "http://example.com/"],
] as const;
const LOOPBACK = [
  ["this machine", "https://localhost/"],
  ["this machine without TLS", "http://localhost:4000/"],
  ["loopback", "http://127.0.0.1:4000/"],
  ["loopback as a number", "http://2130706433/"],
  ["loopback in octal", "http://0177.0.0.1/"],
  ["loopback in hexadecimal", "http://0x7f.1/"],
  ["loopback in IPv6", "http://[::1]:4000/"],
] as const;

describe("where events may be sent", () => {
  it.each([...NEVER, ...LOOPBACK])("in production not: %s (%s)", async (_label, url) => {
    const endpointUrl = await endpointUrlWith("");
    expect(() => endpointUrl(url)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  it.each(NEVER)("with the sandbox neither: %s (%s)", async (_label, url) => {
    const endpointUrl = await endpointUrlWith("http://127.0.0.1:1");
    expect(() => endpointUrl(url)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  it.each(LOOPBACK)("with the sandbox, which is on this machine: %s (%s)", async (_label, url) => {
    const endpointUrl = await endpointUrlWith("http://127.0.0.1:1");
    expect(endpointUrl(url)).toMatch(/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])/);
  });

  it("to a public name, written in the one usual way", async () => {
    const endpointUrl = await endpointUrlWith("");
    expect(endpointUrl("HTTPS://Hooks.Example.COM:443/a?b=c#d")).toBe("https://hooks.example.com/a?b=c");
  });
});

import { expect, it } from "vitest";
import { normaliseDomainName, reasonToRefuse } from "@/lib/domains/name";

it.each([
  ["example.com", "example.com"],
  ["  Mail.Example.COM. ", "mail.example.com"],
  ["bücher.de", "xn--bcher-kva.de"],
  ["BÜCHER.de", "xn--bcher-kva.de"],
  ["xn--bcher-kva.de", "xn--bcher-kva.de"],
  // Full-width letters, which look like others and are the same name.
  ["ｅxample.com", "example.com"],
  ["a.b.c.d.example.photography", "a.b.c.d.example.photography"],
])("%j is the domain %s", (text, name) => {
  expect(normaliseDomainName(text)).toBe(name);
});

it.each([
  "",
  "localhost",
  "com",
  ".",
  "a..b",
  ".example.com",
  "-a.com",
  "a-.com",
  "under_score.com",
  "https://example.com",
  "example.com/path",
  "ada@example.com",
  "example.com:25",
  "two words.com",
  "exam%70le.com",
  "127.0.0.1",
  "2130706433",
  "0x7f.1",
  "1.2",
  "[::1]",
  `${"a".repeat(64)}.com`,
  `${"a.".repeat(130)}com`,
  "example.com\u0000",
])("%j is no domain", (text) => {
  expect(normaliseDomainName(text)).toBeNull();
});

it.each([
  // The operator's own, what is above it, and what is below.
  "mail.operator.com",
  "operator.com",
  "x.mail.operator.com",
  "a.localhost",
  "printer.local",
  "1.168.192.in-addr.arpa",
  "resend.dev",
  "co.uk",
  "com.au",
  "github.io",
  "vercel.app",
])("nobody may claim %s", (name) => {
  expect(reasonToRefuse(name, "mail.operator.com")).not.toBeNull();
});

it.each([
  "example.com",
  "other.operator.com",
  "notmail.operator.com",
  "shop.co.uk",
  "me.github.io",
  "go.com",
])("whoever controls its DNS may claim %s", (name) => {
  expect(reasonToRefuse(name, "mail.operator.com")).toBeNull();
});

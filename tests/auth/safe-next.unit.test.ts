import { describe, expect, it } from "vitest";
import { safeNext } from "@/lib/auth/safe-next";

const GOOD = [
  "/",
  "/dashboard",
  "/dashboard/emails?status=failed#latest",
  "/dashboard/emails/0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
  "/dashboard?next=https://example.com/",
  "/dashboard?q=a%20b%2Fc",
  "/a/b/../c",
];

const BAD: unknown[] = [
  undefined,
  null,
  42,
  ["/dashboard"],
  "",
  " ",
  "dashboard",
  "./dashboard",
  "../dashboard",
  "?next=/dashboard",
  "#dashboard",
  "https://evil.example",
  "https://evil.example/dashboard",
  "http://localhost:3000/dashboard",
  "HTTPS://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "//evil.example",
  "//evil.example/dashboard",
  "///evil.example",
  "////evil.example",
  "//evil.example@localhost",
  "//localhost:3000@evil.example",
  "/\\evil.example",
  "/\\/evil.example",
  "\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/dashboard\\..\\evil",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  "/\r\nLocation: https://evil.example",
  "/\u0000/evil.example",
  "\t//evil.example",
  " //evil.example",
  " /dashboard",
  "/ /evil.example",
  "/\u00a0/evil.example",
  "/\u2028/evil.example",
  "\ufeff//evil.example",
  "/%2Fevil.example",
  "/%2f%2fevil.example",
  "/%5Cevil.example",
  "/%5c%5cevil.example",
  "/%09/evil.example",
  "/%0A/evil.example",
  "/%0D%0ASet-Cookie:%20a=b",
  "/%00",
  "/%252Fevil.example",
  "/%255Cevil.example",
  "/%E0%A4%A",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/a/../%2Fevil.example",
  "/./%2fevil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "javascript://localhost/%0Aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://evil.example/1",
  "file:///etc/passwd",
  "ftp://evil.example",
  "ws://evil.example",
  "//[::1]/",
  "//127.0.0.1",
  "//evil%2eexample",
  "//evil。example",
  `/${"a".repeat(2_000)}`,
];

describe("safeNext", () => {
  it.each(GOOD)("keeps %j", (next) => {
    const { pathname, search, hash } = new URL(next, "https://mailkit.example");
    expect(safeNext(next)).toBe(pathname + search + hash);
  });

  it.each(BAD)("goes to the dashboard instead of %j", (next) => {
    expect(safeNext(next)).toBe("/dashboard");
  });

  it("never leaves the site, as a browser resolves it", () => {
    for (const next of [...GOOD, ...BAD]) {
      const target = new URL(safeNext(next), "https://mailkit.example/signin");
      expect(target.origin).toBe("https://mailkit.example");
    }
  });
});

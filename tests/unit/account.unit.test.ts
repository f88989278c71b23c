import { describe, expect, it } from "vitest";
import { inPieces } from "@/lib/account/export-emails";
import { describeAgent } from "@/lib/auth/describe-agent";

describe("a session is described by browser and system", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      "Chrome on macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"],
    ["curl/8.5.0", "Unknown browser"],
    ["<script>alert(1)</script> Linux", "Linux"],
  ])("%s", (header, words) => {
    expect(describeAgent(header)).toBe(words);
  });

  it("without a header, too", () => {
    expect(describeAgent(null)).toBe("Unknown browser");
  });
});

it("an export reads as many emails at once as fit, in their order, and at least one", () => {
  const sized = (...bytes: number[]) => bytes.map((count, index) => ({ id: String(index), bytes: count }));
  expect(inPieces([], 10)).toEqual([]);
  expect(inPieces(sized(4, 6, 1, 30, 9, 1, 1), 10)).toEqual([["0", "1"], ["2"], ["3"], ["4", "5"], ["6"]]);
});

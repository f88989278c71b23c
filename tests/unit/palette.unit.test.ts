import { describe, expect, it } from "vitest";
import { places } from "@/components/nav/places";
import { rank } from "@/components/palette/rank";
import { matchKeys } from "@/components/palette/shortcuts";

describe("keys", () => {
  const shortcuts = [
    { keys: ["g", "e"], label: "Emails" },
    { keys: ["c"], label: "Compose" },
  ];

  it.each([
    [["c"], "Compose"],
    [["g", "e"], "Emails"],
    [["g", "g", "e"], "Emails"],
    [["g", "c"], "Compose"],
    [["g"], undefined],
    [["e"], undefined],
    [["g", "x"], undefined],
  ])("%j mean %s", (pressed, label) => {
    expect(matchKeys(shortcuts, pressed).found?.label).toBe(label);
  });
});

describe("the palette", () => {
  it("wants every word, and prefers what begins with it", () => {
    expect(rank("Billing", "bill")).toBeGreaterThan(rank("Buy credits", "cred"));
    expect(rank("Buy credits", "cred")).toBeGreaterThan(rank("Buy credits", "pay", ["pay money"]));
    expect(rank("Buy credits", "buy pay", ["pay money"])).toBeGreaterThan(0);
    expect(rank("Buy credits", "buy domain", ["pay money"])).toBe(0);
  });
});

it("no two places have one shortcut", () => {
  const keys = places.flatMap(({ shortcut }) => shortcut ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

import { describe, expect, it } from "vitest";
import { type DueEmail, decideDue, NO_LONGER_PAID } from "@/lib/sending/decide-due";

const due = (credits: number, trouble: string | null = null): DueEmail => {
  made += 1;
  return { id: `email-${made}`, credits, trouble };
};
let made = 0;

describe("scheduled emails whose time has come", () => {
  it("all go out while their holds are covered, down to the last credit", () => {
    const emails = [due(1), due(3)];
    expect(decideDue(0, emails)).toEqual({ released: emails.map(({ id }) => id), failed: [] });
  });

  it("do not go out, the latest first, when credits that were held for them are gone", () => {
    const emails = [due(1), due(1), due(3)];
    expect(decideDue(-2, emails)).toEqual({
      released: [emails[0]?.id, emails[1]?.id],
      failed: [{ id: emails[2]?.id, cause: NO_LONGER_PAID }],
    });
  });

  it("none goes out when more is owed than they hold", () => {
    const emails = [due(1), due(1)];
    expect(decideDue(-50, emails).released).toEqual([]);
  });

  it("with trouble of their own fail with it, and what they held covers the others", () => {
    const emails = [due(2), due(2, "the domain is gone")];
    expect(decideDue(-2, emails)).toEqual({
      released: [emails[0]?.id],
      failed: [{ id: emails[1]?.id, cause: "the domain is gone" }],
    });
  });
});

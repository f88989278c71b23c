import { describe, expect, it } from "vitest";
import { blamedRecipient } from "@/lib/sending/blamed-recipient";

const bounce = (message: string, diagnosticCode?: string[]) => ({
  bounce: { type: "Permanent", subType: "General", message, diagnosticCode },
});
const ada = "ada@mailbox.dev";
const both = [ada, "grace@mailbox.dev"];

describe("a bounce is the fault of", () => {
  it.each([
    ["the only recipient, whatever is said", [ada], bounce("no words"), ada],
    ["the only recipient, who is there twice", [ada, "Ada@Mailbox.dev"], bounce(""), ada],
    ["the only recipient, of a complaint, which says nothing", [ada], {}, ada],
    ["the one that the message names", both, bounce(`550 5.1.1 <${ada}>: user unknown`), ada],
    ["the one that a code names", both, bounce("hard bounce", ["250 ok", `smtp; 550 ${ada}`]), ada],
    [
      "the one that is named in capitals, before a full stop",
      both,
      bounce("No such user ADA@mailbox.dev."),
      ada,
    ],
    [
      "the one of a name with signs",
      ["a+b.c@mailbox.dev", ...both],
      bounce("<a+b.c@mailbox.dev>"),
      "a+b.c@mailbox.dev",
    ],
    [
      "the one that Resend says it suppresses",
      both,
      { suppressed: { type: "OnAccountSuppressionList", reason: "", message: `${ada} is on the list` } },
      ada,
    ],
  ])("%s", (_name, recipients, detail, expected) =>
    expect(blamedRecipient(recipients, detail)).toBe(expected),
  );

  it.each([
    ["two are named", both, bounce(both.join(" and "))],
    ["none of several is named", both, bounce("550 5.1.1 user unknown")],
    ["a longer address ends like one", both, bounce("<nada@mailbox.dev>")],
    ["a longer address begins like one", both, bounce("<ada@mailbox.dev.example>")],
    ["another's name is part of it", both, bounce("x.ada@mailbox.dev")],
    ["only signs match", ["a.b@mailbox.dev", "c@mailbox.dev"], bounce("axb@mailbox.dev")],
    ["there is nobody", [], bounce(ada)],
    ["a complaint says nothing of several", both, {}],
  ])("nobody, if %s", (_name, recipients, detail) => expect(blamedRecipient(recipients, detail)).toBeNull());
});

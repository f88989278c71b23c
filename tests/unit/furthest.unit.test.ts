import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EmailEventType, emailEventTypeSchema } from "@/lib/contracts/email-event";
import { furthest, type Reached } from "@/lib/sending/furthest";

const reached = (event: EmailEventType, second: number): Reached => ({ event, at: new Date(second * 1000) });
const anyReached = fc
  .tuple(fc.constantFrom(...emailEventTypeSchema.options), fc.integer({ min: 0, max: 20 }))
  .map(([event, second]) => reached(event, second));
const fold = (events: readonly Reached[]) =>
  events.reduce<Reached | null>((current, next) => furthest(current, next), null);

describe("how far an email has come", () => {
  it("does not depend on the order in which events arrive, nor on how often", () => {
    const histories = fc.array(anyReached, { minLength: 1, maxLength: 8 }).chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.array(fc.constantFrom(...events), { maxLength: 8 }).chain((again) => {
          const all = [...events, ...again];
          return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
        }),
      ),
    );
    fc.assert(
      fc.property(histories, ([inOrder, arrived]) => {
        expect(fold(arrived)).toEqual(fold(inOrder));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, EmailEventType[], EmailEventType]>([
    [
      "what readers do is further than that it arrived",
      ["clicked", "delivered", "opened", "sent"],
      "clicked",
    ],
    ["a delay is over once it is delivered", ["delivered", "delivery_delayed"], "delivered"],
    ["a bounce wins over a delivery to another recipient", ["bounced", "delivered", "opened"], "bounced"],
    ["a complaint wins over all else", ["complained", "bounced", "suppressed", "failed"], "complained"],
    ["a bounce wins over what was not tried", ["failed", "bounced", "suppressed"], "bounced"],
    ["what was not tried wins over giving up", ["suppressed", "failed", "clicked"], "suppressed"],
  ])("%s", (_name, events, last) => expect(fold(events.map((event) => reached(event, 1)))?.event).toBe(last));

  it("counts from the first time that it was so", () =>
    expect(fold([reached("opened", 9), reached("opened", 3), reached("opened", 7)])).toEqual(
      reached("opened", 3),
    ));
});

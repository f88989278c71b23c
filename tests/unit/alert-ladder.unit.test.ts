import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALERT_LEVELS,
  type AlertLadder,
  type AlertLevel,
  DEFAULT_LADDER,
  misplacedLevel,
  thresholdAt,
} from "@/lib/contracts/alert-levels";
import { alertSettingsSchema } from "@/lib/contracts/alerts";
import {
  creditStatus,
  decideAlert,
  firstThreshold,
  type LadderBase,
  levelOf,
  thresholdsOf,
} from "@/lib/credits/alert-ladder";

const NOTHING: LadderBase = { allowance: null, lowThreshold: null, alertLadder: null };
const PLAN: LadderBase = { allowance: 5_000, lowThreshold: 1_000, alertLadder: null };

describe("the level of a balance", () => {
  it.each<[string, number, LadderBase, boolean, AlertLevel, string]>([
    ["never had any", 0, NOTHING, false, "none", "none"],
    ["plenty", 4_231, PLAN, true, "none", "ok"],
    ["just above a fifth", 1_001, PLAN, true, "none", "ok"],
    ["at a fifth", 1_000, PLAN, true, "low", "low"],
    ["just above a tenth", 501, PLAN, true, "low", "low"],
    ["at a tenth", 500, PLAN, true, "very_low", "low"],
    ["at a twentieth", 250, PLAN, true, "critical", "low"],
    ["one left", 1, PLAN, true, "critical", "low"],
    ["nothing left", 0, PLAN, true, "empty", "empty"],
    ["owing", -3, PLAN, true, "empty", "empty"],
    ["credits, but the plan is not known yet", 5, NOTHING, true, "none", "ok"],
  ])("%s", (_name, available, base, hasHadCredits, level, status) => {
    expect(levelOf({ ...base, available, hasHadCredits })).toBe(level);
    expect(creditStatus({ ...base, available, hasHadCredits })).toBe(status);
  });

  it("leaves out what is switched off, and zero can't be", () => {
    const off = { on: false, percent: 20 };
    const ladder = { ...DEFAULT_LADDER, low: off, critical: { ...off, percent: 5 } };
    const base = { allowance: 5_000, lowThreshold: null, alertLadder: ladder };
    expect(thresholdsOf(base)).toEqual({ low: null, very_low: 500, critical: null });
    expect(firstThreshold(base)).toBe(500);
    const level = (available: number) => levelOf({ ...base, available, hasHadCredits: true });
    expect([900, 500, 3, 0].map(level)).toEqual(["none", "very_low", "very_low", "empty"]);
    const none = { ...base, alertLadder: { low: off, very_low: off, critical: off } };
    expect(firstThreshold(none)).toBeNull();
    expect(levelOf({ ...none, available: 0, hasHadCredits: true })).toBe("empty");
  });

  it("warns at 20 % of 5,000, which is 1,000", () => {
    expect(thresholdAt(5_000, 20)).toBe(1_000);
  });
});

describe("what is told", () => {
  it.each<[AlertLevel, AlertLevel, boolean, AlertLevel | null, AlertLevel]>([
    // level now, told before, has risen → tell, told after
    ["low", "none", false, "low", "low"],
    ["low", "low", false, null, "low"],
    ["critical", "none", false, "critical", "critical"],
    ["empty", "low", false, "empty", "empty"],
    ["low", "critical", false, null, "critical"],
    ["none", "empty", false, null, "empty"],
    ["none", "empty", true, null, "none"],
    ["very_low", "empty", true, null, "very_low"],
    ["low", "low", true, null, "low"],
    ["none", "none", true, null, "none"],
    ["low", "none", true, "low", "low"],
  ])("at %s, having been told %s, risen: %s", (level, told, hasRisen, tell, after) => {
    expect(decideAlert(level, told, hasRisen)).toEqual({ tell, told: after });
  });

  const change = fc.record({
    available: fc.integer({ min: -50, max: 400 }),
    risesBy: fc.integer({ min: 0, max: 300 }),
  });
  const ladders = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 })
    .map((percents): AlertLadder => {
      const [low = 0, very_low = 0, critical = 0] = percents.sort((a, b) => b - a);
      return {
        low: { on: true, percent: low },
        very_low: { on: true, percent: very_low },
        critical: { on: true, percent: critical },
      };
    });

  it("is each level at most once between two rises, ever deeper, and always the level of that moment", () => {
    fc.assert(
      fc.property(ladders, fc.array(change, { maxLength: 40 }), (alertLadder, changes) => {
        const base = { allowance: 300, lowThreshold: thresholdAt(300, alertLadder.low.percent), alertLadder };
        let told: AlertLevel = "none";
        let deepestSinceRise = 0;
        for (const { available, risesBy } of changes) {
          const hasRisen = risesBy > 200;
          const level = levelOf({ ...base, available, hasHadCredits: true });
          const decision = decideAlert(level, told, hasRisen);
          if (hasRisen) deepestSinceRise = Math.min(deepestSinceRise, ALERT_LEVELS.indexOf(level));
          const rank = ALERT_LEVELS.indexOf(level);
          expect(decision.tell).toBe(rank > deepestSinceRise ? level : null);
          deepestSinceRise = Math.max(deepestSinceRise, rank);
          told = decision.told;
          expect(ALERT_LEVELS.indexOf(told)).toBe(deepestSinceRise);
        }
      }),
    );
  });
});

describe("levels that a customer chooses", () => {
  it("go down, whichever are on", () => {
    const ladder = (
      low: number,
      very_low: number,
      critical: number,
      on = [true, true, true],
    ): AlertLadder => ({
      low: { on: on[0] ?? true, percent: low },
      very_low: { on: on[1] ?? true, percent: very_low },
      critical: { on: on[2] ?? true, percent: critical },
    });
    expect(misplacedLevel(ladder(20, 10, 5))).toBeNull();
    expect(misplacedLevel(ladder(20, 20, 5))).toBe("very_low");
    expect(misplacedLevel(ladder(20, 10, 15))).toBe("critical");
    expect(misplacedLevel(ladder(20, 30, 15, [true, false, true]))).toBeNull();
    expect(misplacedLevel(ladder(10, 30, 15, [true, false, true]))).toBe("critical");
    const mails = { low_balance: true, expiring_credits: true, receipts: true };
    const refused = alertSettingsSchema.safeParse({ levels: ladder(5, 10, 1), mails, recipients: null });
    expect(refused.error?.issues.map(({ path }) => path.join("."))).toEqual(["levels.very_low.percent"]);
  });
});

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FurtherOffers } from "@/components/billing/further-offers";
import { catalogue, type Pack, packOfKey, planOfKey, warningPercents } from "@/lib/catalogue";

describe("a catalogue with several offers", () => {
  it.each([
    [20, [20, 10, 5]],
    [10, [10, 5]],
    [7, [7, 5]],
    [5, [5]],
    [3, [3]],
  ])(
    "a plan that warns at %i %% says no level twice, and none above its first",
    (lowThresholdPercent, levels) => {
      expect(catalogue.alertPercents).toMatchObject({ veryLow: 10, critical: 5 });
      expect(warningPercents({ lowThresholdPercent })).toEqual(levels);
    },
  );

  it("a key that is sold no more, or was never noted, means the usual offer", () => {
    for (const key of [null, undefined, "gone"]) expect(planOfKey(key)).toBe(catalogue.plan);
    expect(packOfKey("gone")).toBe(catalogue.topup);
    for (const plan of catalogue.plans) expect(planOfKey(plan.key)).toBe(plan);
    for (const pack of catalogue.packs) expect(packOfKey(pack.key)).toBe(pack);
  });

  it("each further offer has its own name, number, price and button, and what is to be known of them", () => {
    const packs: Pack[] = [
      { key: "small", name: "Small Pack", description: "", priceMinor: 150, currency: "EUR", credits: 500 },
      {
        key: "big",
        name: "Big Pack",
        description: "",
        priceMinor: 390_000,
        currency: "USD",
        credits: 25_000,
      },
    ];
    const action = ({ key }: Pack) => createElement("b", null, `buy ${key}`);
    const render = (offers: Pack[]) =>
      renderToStaticMarkup(
        createElement(FurtherOffers<Pack>, { label: "Other packs", offers, action, note: "Both." }),
      );
    const shown = render(packs)
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ");
    expect(shown).toBe(
      " Small Pack 500 credits, €1.50 once buy small Big Pack 25,000 credits, $3,900 once buy big Both. ",
    );
    expect(render([])).toBe("");
  });
});

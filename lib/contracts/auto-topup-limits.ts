import { catalogue } from "../catalogue";

/** Server and browser must name the routes alike. */
export const AUTO_TOPUP_PATH = "/api/billing/auto-topup";
export const RESUME_AUTO_TOPUP_PATH = "/api/billing/auto-topup/resume";

/** What can be bought automatically, by its key in the catalogue. */
export const AUTO_TOPUP_PACKS = ["topup"] as const;
export type AutoTopUpPack = (typeof AUTO_TOPUP_PACKS)[number];

/** Under a pack's own credits: otherwise one charge would lead straight to the next. */
export const thresholdMax = (pack: AutoTopUpPack): number => catalogue[pack].credits - 1;
export const MONTHLY_CAP_MAX = 20;

/** What the form begins with. */
export const AUTO_TOPUP_DEFAULTS = { pack: "topup", threshold: 1_000, monthlyCap: 3 } as const;

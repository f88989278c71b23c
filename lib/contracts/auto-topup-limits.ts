import { catalogue, packOfKey } from "../catalogue";

/** Server and browser must name the routes alike. */
export const AUTO_TOPUP_PATH = "/api/billing/auto-topup";
export const RESUME_AUTO_TOPUP_PATH = "/api/billing/auto-topup/resume";

/** Under a pack's own credits: otherwise one charge would lead straight to the next. `pack`: its key in the catalogue. */
export const thresholdMax = (pack: string): number => packOfKey(pack).credits - 1;
export const MONTHLY_CAP_MAX = 20;

/** What the form begins with. */
export const AUTO_TOPUP_DEFAULTS = { pack: catalogue.topup.key, threshold: 1_000, monthlyCap: 3 };

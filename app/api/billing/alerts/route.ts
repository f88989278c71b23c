import { changeAlertSettings, getAlertSettings } from "@/lib/billing";
import { alertSettingsSchema } from "@/lib/contracts/alerts";
import { billingLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";

/** When the signed-in customer is warned, by which mails, and who gets them. */
export const GET = route({ auth: "session", limit: billingLimit }, async ({ viewer }) =>
  getAlertSettings(viewer.customerId),
);

/** Saves it, and answers what holds now. */
export const PUT = route(
  { auth: "session", for: "billing", body: alertSettingsSchema, limit: billingLimit },
  async ({ viewer, body }) => changeAlertSettings(viewer.customerId, body),
);

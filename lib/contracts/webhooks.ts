import { z } from "zod";
import { WEBHOOK_EVENTS } from "./webhook-rules";

/** One event that a webhook endpoint can hear of. */
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);

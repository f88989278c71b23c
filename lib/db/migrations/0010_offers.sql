ALTER TABLE "checkouts" ADD COLUMN "offer_key" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "plan_key" text;
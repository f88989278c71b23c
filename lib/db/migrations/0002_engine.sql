ALTER TABLE "captures" DROP CONSTRAINT "capture_state_known";--> statement-breakpoint
DROP INDEX "webhook_events_pending";--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "burst" double precision;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "per_second" double precision;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "learned_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "slowed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "stopped_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "dispatches_unresolved" ON "dispatches" USING btree ("lease_until") WHERE "dispatches"."state" = 'unresolved';--> statement-breakpoint
CREATE INDEX "emails_unresolved" ON "emails" USING btree ("settled_at") WHERE "emails"."status" = 'unresolved';--> statement-breakpoint
CREATE INDEX "webhook_events_pending" ON "webhook_events" USING btree ("source","received_at") WHERE "webhook_events"."applied_at" is null;--> statement-breakpoint
ALTER TABLE "captures" ADD CONSTRAINT "capture_state_known" CHECK ("captures"."state" in ('open', 'captured'));
DROP INDEX "webhook_events_pending";--> statement-breakpoint
CREATE INDEX "dispatches_unresolved" ON "dispatches" USING btree ("lease_until") WHERE "dispatches"."state" = 'unresolved';--> statement-breakpoint
CREATE INDEX "emails_unresolved" ON "emails" USING btree ("settled_at") WHERE "emails"."status" = 'unresolved';--> statement-breakpoint
CREATE INDEX "webhook_events_pending" ON "webhook_events" USING btree ("source","received_at") WHERE "webhook_events"."applied_at" is null;
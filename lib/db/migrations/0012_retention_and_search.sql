CREATE TABLE "retention_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"position" text,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "suppressions" ALTER COLUMN "address" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "customers" ALTER COLUMN "email" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "content_removed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "suppressions_by_origin" ON "suppressions" USING btree ("customer_id","origin","created_at","id");--> statement-breakpoint
CREATE INDEX "suppressions_by_domain" ON "suppressions" USING btree ("customer_id",split_part(address, '@', -1),"address");--> statement-breakpoint
CREATE INDEX "emails_with_content" ON "emails" USING btree ("settled_at") WHERE (content_removed_at is null and (status in ('failed', 'canceled') or status = 'sent' and (credits = 0 or capture_id is not null)));--> statement-breakpoint
CREATE INDEX "customers_by_email" ON "customers" USING btree ("email","id");--> statement-breakpoint
CREATE INDEX "customers_by_domain" ON "customers" USING btree (split_part(email, '@', -1),"email","id");--> statement-breakpoint
CREATE INDEX "verification_tokens_by_expiry" ON "verification_tokens" USING btree ("expires");--> statement-breakpoint
CREATE INDEX "webhook_events_by_source" ON "webhook_events" USING btree ("source","received_at");--> statement-breakpoint
CREATE INDEX "webhook_events_of_dodo" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."source" = 'dodo';--> statement-breakpoint
CREATE INDEX "webhook_events_ignored" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."outcome" like 'ignored%';--> statement-breakpoint
CREATE INDEX "drift_checks_by_drift" ON "drift_checks" USING btree ("drift" desc nulls last,"checked_at" desc nulls first);--> statement-breakpoint
CREATE INDEX "operator_views_by_expiry" ON "operator_views" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sending_controls_slowed" ON "sending_controls" USING btree ("customer_id") WHERE "sending_controls"."slowed_at" is not null;--> statement-breakpoint
CREATE INDEX "sending_controls_limited" ON "sending_controls" USING btree ("customer_id") WHERE "sending_controls"."daily_credits" is not null;--> statement-breakpoint
CREATE INDEX "sending_controls_new" ON "sending_controls" USING btree ("customer_id") WHERE "sending_controls"."is_new";
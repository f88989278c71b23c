CREATE TABLE "retention_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"position" text,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "webhook_events_by_age";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "content_removed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "emails_with_content" ON "emails" USING btree ("settled_at") WHERE (content_removed_at is null and (status in ('failed', 'canceled') or status = 'sent' and (credits = 0 or capture_id is not null)));--> statement-breakpoint
CREATE INDEX "verification_tokens_by_expiry" ON "verification_tokens" USING btree ("expires");--> statement-breakpoint
CREATE INDEX "operator_views_by_expiry" ON "operator_views" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "webhook_events_by_age" ON "webhook_events" USING btree ("source","received_at");
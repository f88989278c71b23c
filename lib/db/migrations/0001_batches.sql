DROP INDEX "emails_queue";--> statement-breakpoint
DROP INDEX "emails_by_time";--> statement-breakpoint
ALTER TABLE "emails" ALTER COLUMN "available_after" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "goes_alone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "emails_turns" ON "emails" USING btree ("customer_id","created_at","id") WHERE "emails"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "emails_queue" ON "emails" USING btree ("kind","created_at") WHERE "emails"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "emails_by_time" ON "emails" USING btree ("customer_id","created_at","id");
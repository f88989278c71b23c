ALTER TABLE "provider_lines" ADD COLUMN "burst" double precision;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "per_second" double precision;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "learned_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "slowed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "stopped_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "emails_unresolved" ON "emails" USING btree ("created_at") WHERE "emails"."status" = 'unresolved';
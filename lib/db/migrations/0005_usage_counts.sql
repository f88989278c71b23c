CREATE TABLE "usage_counts" (
	"customer_id" uuid NOT NULL,
	"quarter" timestamp with time zone NOT NULL,
	"emails" integer NOT NULL,
	"credits" integer NOT NULL,
	"delivered" integer NOT NULL,
	"bounced" integer NOT NULL,
	"failed" integer NOT NULL,
	"complained" integer NOT NULL,
	CONSTRAINT "usage_counts_customer_id_quarter_pk" PRIMARY KEY("customer_id","quarter")
);
--> statement-breakpoint
CREATE TABLE "usage_progress" (
	"name" text PRIMARY KEY NOT NULL,
	"counted_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "email_events" ADD COLUMN "recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL;--> statement-breakpoint
CREATE INDEX "usage_counts_by_age" ON "usage_counts" USING btree ("quarter");--> statement-breakpoint
CREATE INDEX "email_events_by_record" ON "email_events" USING btree ("recorded_at") WHERE "email_events"."type" in ('delivered', 'bounced', 'failed', 'suppressed', 'complained');--> statement-breakpoint
CREATE INDEX "emails_by_sent" ON "emails" USING btree ("customer_id","sent_at") WHERE "emails"."kind" = 'customer' and "emails"."status" = 'sent';

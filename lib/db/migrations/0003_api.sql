CREATE TABLE "api_key_usage" (
	"customer_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"day" date NOT NULL,
	"credits" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "api_key_usage_customer_id_key_id_day_pk" PRIMARY KEY("customer_id","key_id","day")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"permission" text NOT NULL,
	"domain_id" uuid,
	"daily_credits" integer,
	"monthly_credits" integer,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "api_keys_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "permission_known" CHECK ("api_keys"."permission" in ('full_access', 'sending_access'))
);
--> statement-breakpoint
CREATE TABLE "domains" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"resend_id" text,
	"region" text DEFAULT 'us-east-1' NOT NULL,
	"status" text DEFAULT 'not_started' NOT NULL,
	"records" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"open_tracking" boolean DEFAULT false NOT NULL,
	"click_tracking" boolean DEFAULT false NOT NULL,
	"tls" text DEFAULT 'opportunistic' NOT NULL,
	"verified_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "domains_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "domains_by_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "email_events" (
	"customer_id" uuid NOT NULL,
	"email_id" uuid NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "email_events_customer_id_email_id_id_pk" PRIMARY KEY("customer_id","email_id","id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"customer_id" uuid NOT NULL,
	"address" text NOT NULL,
	"id" uuid NOT NULL,
	"origin" text NOT NULL,
	"email_id" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "suppressions_customer_id_address_pk" PRIMARY KEY("customer_id","address"),
	CONSTRAINT "suppressions_by_id" UNIQUE("customer_id","id"),
	CONSTRAINT "suppression_origin_known" CHECK ("suppressions"."origin" in ('bounce', 'complaint', 'manual'))
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"customer_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"status" integer,
	"answer" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"attempted_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "webhook_attempts_customer_id_message_id_number_pk" PRIMARY KEY("customer_id","message_id","number")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"status" text DEFAULT 'enabled' NOT NULL,
	"disabled_reason" text,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_secret_until" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "webhook_endpoints_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "endpoint_status_known" CHECK ("webhook_endpoints"."status" in ('enabled', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "webhook_messages" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "webhook_messages_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "message_state_known" CHECK ("webhook_messages"."state" in ('pending', 'delivered', 'failed', 'discarded'))
);
--> statement-breakpoint
ALTER TABLE "emails" DROP CONSTRAINT "email_status_known";--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "envelope" jsonb;--> statement-breakpoint
UPDATE "emails" SET "envelope" = jsonb_build_object('from', p -> 'from', 'cc', coalesce(p -> 'cc', '[]'), 'bcc', coalesce(p -> 'bcc', '[]'), 'replyTo', coalesce(p -> 'reply_to', '[]')) FROM (SELECT "customer_id", "id", regexp_replace("payload", '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '', 'g')::jsonb AS p FROM "emails") AS old WHERE old."customer_id" = "emails"."customer_id" AND old."id" = "emails"."id";--> statement-breakpoint
ALTER TABLE "emails" ALTER COLUMN "envelope" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "skipped" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "attachments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "api_key_id" uuid;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "scheduled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "files" text;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "last_event" text;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "last_event_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "batch" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_token" ON "api_keys" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "suppressions_by_time" ON "suppressions" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_messages_due" ON "webhook_messages" USING btree ("customer_id","endpoint_id","next_attempt_at") WHERE "webhook_messages"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_messages_by_endpoint" ON "webhook_messages" USING btree ("customer_id","endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_messages_by_age" ON "webhook_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "emails_scheduled" ON "emails" USING btree ("scheduled_at") WHERE "emails"."status" = 'scheduled';--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "email_status_known" CHECK ("emails"."status" in ('scheduled', 'queued', 'sending', 'sent', 'failed', 'canceled', 'unresolved'));
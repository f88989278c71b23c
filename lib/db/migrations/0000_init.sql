CREATE TABLE "captures" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"credits" bigint NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"ledger_entry_id" text,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "captures_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "capture_state_known" CHECK ("captures"."state" in ('open', 'captured', 'refused')),
	CONSTRAINT "capture_credits_positive" CHECK ("captures"."credits" > 0)
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"credits" bigint NOT NULL,
	"dodo_session_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "checkouts_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "checkout_kind_known" CHECK ("checkouts"."kind" in ('plan', 'topup'))
);
--> statement-breakpoint
CREATE TABLE "credit_accounts" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"balance" bigint,
	"held" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"open_capture_id" uuid,
	"capture_not_before" timestamp with time zone,
	"balance_as_of" timestamp with time zone,
	"stale_since" timestamp with time zone,
	"balance_rose_at" timestamp with time zone,
	"allowance" bigint,
	"low_threshold" bigint,
	"alert_level" text DEFAULT 'none' NOT NULL,
	"billing_stale_since" timestamp with time zone,
	"sync_not_before" timestamp with time zone,
	CONSTRAINT "held_not_negative" CHECK ("credit_accounts"."held" >= 0),
	CONSTRAINT "alert_level_known" CHECK ("credit_accounts"."alert_level" in ('none', 'low', 'empty'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"customer_id" uuid NOT NULL,
	"dodo_subscription_id" text NOT NULL,
	"status" text NOT NULL,
	"credits_per_cycle" bigint,
	"low_threshold_percent" integer,
	"renews_at" timestamp with time zone,
	"cancels_at_period_end" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "subscriptions_customer_id_dodo_subscription_id_pk" PRIMARY KEY("customer_id","dodo_subscription_id")
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"members" jsonb NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "dispatch_state_known" CHECK ("dispatches"."state" in ('open', 'done', 'unresolved'))
);
--> statement-breakpoint
CREATE TABLE "emails" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text DEFAULT 'customer' NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"credits" integer NOT NULL,
	"to" jsonb NOT NULL,
	"subject" text NOT NULL,
	"payload" text NOT NULL,
	"available_after" integer NOT NULL,
	"resend_id" text,
	"cause" text,
	"dispatch_id" uuid,
	"capture_id" uuid,
	"captured_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "emails_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "email_kind_known" CHECK ("emails"."kind" in ('customer', 'system')),
	CONSTRAINT "email_status_known" CHECK ("emails"."status" in ('queued', 'sending', 'sent', 'failed', 'unresolved'))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"customer_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"email_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "idempotency_keys_customer_id_key_pk" PRIMARY KEY("customer_id","key")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"type" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"dodo_customer_id" text,
	"dodo_claim_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "customers_dodo_customer_id_unique" UNIQUE("dodo_customer_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp with time zone,
	"image" text,
	"customer_id" uuid NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "provider_lines" (
	"provider" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL,
	"paused_until" timestamp with time zone,
	"paused_reason" text
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"source" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"applied_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "webhook_events_source_id_pk" PRIMARY KEY("source","id")
);
--> statement-breakpoint
CREATE INDEX "captures_open" ON "captures" USING btree ("lease_until") WHERE "captures"."state" = 'open';--> statement-breakpoint
CREATE INDEX "credit_accounts_stale" ON "credit_accounts" USING btree ("sync_not_before") WHERE "credit_accounts"."stale_since" is not null or "credit_accounts"."billing_stale_since" is not null;--> statement-breakpoint
CREATE INDEX "credit_accounts_open_capture" ON "credit_accounts" USING btree ("open_capture_id") WHERE "credit_accounts"."open_capture_id" is not null;--> statement-breakpoint
CREATE INDEX "dispatches_open" ON "dispatches" USING btree ("lease_until") WHERE "dispatches"."state" = 'open';--> statement-breakpoint
CREATE INDEX "emails_queue" ON "emails" USING btree ("kind" DESC NULLS LAST,"created_at") WHERE "emails"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "emails_to_capture" ON "emails" USING btree ("customer_id","sent_at") WHERE "emails"."status" = 'sent' and "emails"."capture_id" is null and "emails"."credits" > 0;--> statement-breakpoint
CREATE INDEX "emails_by_time" ON "emails" USING btree ("customer_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "emails_by_capture" ON "emails" USING btree ("customer_id","capture_id") WHERE "emails"."capture_id" is not null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_events_pending" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_by_age" ON "webhook_events" USING btree ("received_at");--> statement-breakpoint
INSERT INTO "provider_lines" ("provider", "tokens", "refilled_at") VALUES ('dodo', 0, clock_timestamp()), ('resend', 0, clock_timestamp());

CREATE TABLE "credit_adjustments" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"credits" bigint NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"ledger_entry_id" text,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "credit_adjustments_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "adjustment_state_known" CHECK ("credit_adjustments"."state" in ('open', 'done', 'refused')),
	CONSTRAINT "adjustment_not_nothing" CHECK ("credit_adjustments"."credits" <> 0)
);
--> statement-breakpoint
CREATE TABLE "drift_checks" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"drift" bigint,
	"result" jsonb,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "operator_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"operator_id" uuid NOT NULL,
	"operator_email" text NOT NULL,
	"action" text NOT NULL,
	"customer_id" uuid,
	"subject" text,
	"note" text,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operator_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_cases" (
	"customer_id" uuid NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"payment_id" text NOT NULL,
	"status" text NOT NULL,
	"amount" text,
	"currency" text,
	"outcome" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "payment_cases_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "case_kind_known" CHECK ("payment_cases"."kind" in ('refund', 'dispute'))
);
--> statement-breakpoint
CREATE TABLE "sending_controls" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"paused_reason" text,
	"is_new" boolean DEFAULT false NOT NULL,
	"daily_credits" bigint,
	"slowed_at" timestamp with time zone,
	"slowed_reason" text,
	"judged_from" timestamp with time zone,
	"quota_cap" bigint,
	"quota_day" text,
	"cases_stale_since" timestamp with time zone,
	"cases_not_before" timestamp with time zone,
	CONSTRAINT "paused_by_known" CHECK ("sending_controls"."paused_by" in ('operator', 'bounces', 'complaints', 'dispute') and "sending_controls"."paused_at" is not null or "sending_controls"."paused_by" is null and "sending_controls"."paused_at" is null)
);
--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "quota" bigint;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "halted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "halted_reason" text;--> statement-breakpoint
ALTER TABLE "provider_lines" ADD COLUMN "is_refusing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "credit_adjustments_open" ON "credit_adjustments" USING btree ("lease_until") WHERE "credit_adjustments"."state" = 'open';--> statement-breakpoint
CREATE INDEX "drift_checks_open" ON "drift_checks" USING btree ("requested_at") WHERE "drift_checks"."requested_at" is not null;--> statement-breakpoint
CREATE INDEX "operator_actions_by_customer" ON "operator_actions" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "sending_controls_paused" ON "sending_controls" USING btree ("customer_id") WHERE "sending_controls"."paused_at" is not null;--> statement-breakpoint
CREATE INDEX "sending_controls_cases" ON "sending_controls" USING btree ("cases_not_before") WHERE "sending_controls"."cases_stale_since" is not null;
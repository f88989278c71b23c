CREATE TABLE "auto_topup_attempts" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text DEFAULT 'started' NOT NULL,
	"pack" text NOT NULL,
	"credits" bigint NOT NULL,
	"price_minor" integer NOT NULL,
	"payment_method_id" text NOT NULL,
	"available_before" bigint NOT NULL,
	"called_at" timestamp with time zone,
	"dodo_session_id" text,
	"dodo_payment_id" text,
	"payment_status" text,
	"look_at" timestamp with time zone,
	"absent_since" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "auto_topup_attempts_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "auto_topup_attempt_state_known" CHECK ("auto_topup_attempts"."state" in ('started', 'charged', 'declined', 'needs_customer', 'unknown', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "auto_topups" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"pack" text NOT NULL,
	"threshold" bigint NOT NULL,
	"monthly_cap" integer NOT NULL,
	"price_minor" integer NOT NULL,
	"payment_method_id" text NOT NULL,
	"card_brand" text NOT NULL,
	"card_last_four" text NOT NULL,
	"consented_at" timestamp with time zone NOT NULL,
	"waived_at" timestamp with time zone,
	"stop_reason" text,
	"stop_detail" text,
	"stopped_at" timestamp with time zone,
	"stopped_by" uuid,
	"open_attempt_id" uuid,
	"check_not_before" timestamp with time zone,
	CONSTRAINT "auto_topup_state_known" CHECK ("auto_topups"."state" in ('off', 'on', 'stopped')),
	CONSTRAINT "auto_topup_threshold_not_negative" CHECK ("auto_topups"."threshold" >= 0),
	CONSTRAINT "auto_topup_cap_positive" CHECK ("auto_topups"."monthly_cap" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "auto_topup_attempts_one_open" ON "auto_topup_attempts" USING btree ("customer_id") WHERE "auto_topup_attempts"."state" in ('started', 'unknown', 'needs_customer');--> statement-breakpoint
CREATE INDEX "auto_topup_attempts_look" ON "auto_topup_attempts" USING btree ("look_at") WHERE "auto_topup_attempts"."look_at" is not null;--> statement-breakpoint
CREATE INDEX "auto_topups_waiting" ON "auto_topups" USING btree ("check_not_before") WHERE "auto_topups"."state" = 'on' and "auto_topups"."open_attempt_id" is null;
CREATE TABLE "alert_settings" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"low_balance" boolean NOT NULL,
	"expiring_credits" boolean NOT NULL,
	"receipts" boolean NOT NULL,
	"user_ids" jsonb,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"customer_id" uuid NOT NULL,
	"what" text NOT NULL,
	"told_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "notices_customer_id_what_pk" PRIMARY KEY("customer_id","what")
);
--> statement-breakpoint
ALTER TABLE "credit_accounts" DROP CONSTRAINT "alert_level_known";--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "alert_ladder" jsonb;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "alerted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "expiry_look_at" timestamp with time zone DEFAULT clock_timestamp() + interval '10 minutes';--> statement-breakpoint
CREATE INDEX "notices_by_age" ON "notices" USING btree ("told_at");--> statement-breakpoint
CREATE INDEX "credit_accounts_expiry_look" ON "credit_accounts" USING btree ("expiry_look_at") WHERE "credit_accounts"."expiry_look_at" is not null;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "alert_level_known" CHECK ("credit_accounts"."alert_level" in ('none', 'low', 'very_low', 'critical', 'empty'));
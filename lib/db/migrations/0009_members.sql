CREATE TABLE "invites" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"sent_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "invites_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "invites_by_address" UNIQUE("customer_id","email"),
	CONSTRAINT "invite_role_known" CHECK ("invites"."role" in ('owner', 'developer', 'billing', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "members" (
	"customer_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "members_customer_id_user_id_pk" PRIMARY KEY("customer_id","user_id"),
	CONSTRAINT "member_role_known" CHECK ("members"."role" in ('owner', 'developer', 'billing', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "sessions_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "deleting_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "deletion_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "emptied_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "invites_by_token" ON "invites" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "members_by_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_by_age" ON "sessions" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "customers_deleting" ON "customers" USING btree ("deletion_due_at") WHERE "customers"."deleting_at" is not null;--> statement-breakpoint
-- Until now each user had one account, and it was theirs.
INSERT INTO "members" ("customer_id", "user_id", "role", "created_at") SELECT "customer_id", "id", 'owner', "created_at" FROM "users";

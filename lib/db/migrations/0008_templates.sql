CREATE TABLE "template_versions" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "template_versions_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "template_versions_by_number" UNIQUE("customer_id","template_id","number")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"alias" text,
	"draft" jsonb NOT NULL,
	"draft_version_id" uuid NOT NULL,
	"published_version_id" uuid,
	"published_number" integer,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "templates_customer_id_id_pk" PRIMARY KEY("customer_id","id"),
	CONSTRAINT "templates_by_alias" UNIQUE("customer_id","alias")
);
--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "template_id" uuid;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "template_version" integer;--> statement-breakpoint
CREATE INDEX "templates_by_time" ON "templates" USING btree ("customer_id","created_at","id");
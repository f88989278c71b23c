CREATE TABLE "email_facets" (
	"customer_id" uuid NOT NULL,
	"facet" text collate "C" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"email_id" uuid NOT NULL,
	CONSTRAINT "email_facets_customer_id_facet_created_at_email_id_pk" PRIMARY KEY("customer_id","facet","created_at","email_id")
);
--> statement-breakpoint
CREATE INDEX "emails_by_state" ON "emails" USING btree ("customer_id",(case when status <> 'sent' then status when last_event = 'failed' then 'not_delivered' when last_event is null or last_event = 'scheduled' then 'sent' else last_event end),"created_at","id") WHERE "emails"."status" <> 'queued';--> statement-breakpoint
INSERT INTO "email_facets" ("customer_id", "facet", "created_at", "email_id")
SELECT DISTINCT e."customer_id", f."facet", e."created_at", e."id"
FROM "emails" e CROSS JOIN LATERAL (
	SELECT 'r:' || lower(substring(a."address" from '([^<>[:space:]]+)>?$') collate "C") AS "facet"
		FROM jsonb_array_elements_text(e."to" || (e."envelope" -> 'cc') || (e."envelope" -> 'bcc')) AS a("address")
	UNION ALL SELECT 's:' || left(lower(e."subject" collate "C"), 80)
	UNION ALL SELECT 'd:' || lower(substring(e."envelope" ->> 'from' from '@([^@<>[:space:]]+)>?$') collate "C")
	UNION ALL SELECT 'k:' || e."api_key_id"
	UNION ALL SELECT 't:' || (t."tag" ->> 'name') || '=' || (t."tag" ->> 'value')
		FROM jsonb_array_elements(coalesce(e."payload"::jsonb -> 'tags', '[]')) AS t("tag")
		WHERE t."tag" ->> 'name' NOT LIKE 'mailkit%'
) AS f
WHERE e."kind" = 'customer' AND f."facet" IS NOT NULL;

CREATE TABLE "case_links" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"like_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_links_tenant_id_case_id_pk" PRIMARY KEY("tenant_id","case_id")
);

CREATE TABLE "case_merges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"lead_id" uuid NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"merged_by" uuid,
	"before" jsonb NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended" text,
	CONSTRAINT "case_merges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

ALTER TABLE "topics" ADD COLUMN "unit_id" uuid;
ALTER TABLE "topics" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
CREATE INDEX "case_links_like" ON "case_links" USING btree ("tenant_id","like_id");
CREATE UNIQUE INDEX "case_merges_running" ON "case_merges" USING btree ("tenant_id","case_id") WHERE ended_at is null;
CREATE INDEX "case_merges_lead" ON "case_merges" USING btree ("tenant_id","lead_id");
CREATE INDEX "cases_topic" ON "cases" USING btree ("tenant_id","topic_id","received_at");
CREATE INDEX "cases_merged" ON "cases" USING btree ("tenant_id","merged_into") WHERE merged_into is not null;

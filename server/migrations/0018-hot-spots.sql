CREATE TABLE "campaign_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"unit_id" uuid,
	"words" text,
	CONSTRAINT "campaign_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "campaign_units" (
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"task" text NOT NULL,
	"order_id" uuid,
	"position" integer NOT NULL,
	CONSTRAINT "campaign_units_tenant_id_campaign_id_unit_id_pk" PRIMARY KEY("tenant_id","campaign_id","unit_id")
);

CREATE TABLE "campaigns" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"goal" text NOT NULL,
	"topic_id" uuid NOT NULL,
	"area_id" uuid,
	"unit_id" uuid,
	"hotspot_id" uuid,
	"usual_per_day" double precision,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" uuid NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" uuid,
	"closing_words" text,
	"effect" jsonb,
	CONSTRAINT "campaigns_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "hotspot_nights" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"ran_at" timestamp (3) with time zone NOT NULL,
	"series" jsonb NOT NULL,
	CONSTRAINT "hotspot_nights_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);

CREATE TABLE "hotspots" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"topic_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"key" uuid NOT NULL,
	"area_id" uuid,
	"unit_id" uuid,
	"began_day" date NOT NULL,
	"found_day" date NOT NULL,
	"last_day" date NOT NULL,
	"over_day" date,
	"probability" double precision NOT NULL,
	"findings" jsonb NOT NULL,
	"course" jsonb NOT NULL,
	CONSTRAINT "hotspots_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "topic_counts" (
	"tenant_id" uuid NOT NULL,
	"topic_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"day" date NOT NULL,
	"items" integer NOT NULL,
	CONSTRAINT "topic_counts_tenant_id_topic_id_day_area_id_unit_id_pk" PRIMARY KEY("tenant_id","topic_id","day","area_id","unit_id")
);

CREATE TABLE "topic_watches" (
	"tenant_id" uuid NOT NULL,
	"topic_id" uuid NOT NULL,
	"day" date NOT NULL,
	"findings" jsonb NOT NULL,
	CONSTRAINT "topic_watches_tenant_id_topic_id_pk" PRIMARY KEY("tenant_id","topic_id")
);

CREATE TABLE "sentiment_cases" (
	"tenant_id" uuid NOT NULL,
	"sentiment_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sentiment_cases_tenant_id_sentiment_id_case_id_pk" PRIMARY KEY("tenant_id","sentiment_id","case_id")
);

CREATE TABLE "sentiment_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sentiment_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"unit_id" uuid,
	"words" text,
	CONSTRAINT "sentiment_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "sentiments" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"sources" jsonb NOT NULL,
	"topic_id" uuid,
	"area_id" uuid,
	"unit_id" uuid,
	"level" text,
	"collected_at" timestamp (3) with time zone NOT NULL,
	"response_title" text,
	"response_words" text,
	"response_url" text,
	"responded_at" timestamp (3) with time zone,
	"published" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sentiments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE INDEX "campaign_events_of" ON "campaign_events" USING btree ("tenant_id","campaign_id","at");
CREATE INDEX "campaigns_hotspot" ON "campaigns" USING btree ("tenant_id","hotspot_id");
CREATE UNIQUE INDEX "hotspots_running" ON "hotspots" USING btree ("tenant_id","topic_id","scope","key") WHERE over_day is null;
CREATE INDEX "hotspots_found" ON "hotspots" USING btree ("tenant_id","found_day","id");
CREATE INDEX "topic_counts_day" ON "topic_counts" USING btree ("tenant_id","day");
CREATE INDEX "sentiment_events_of" ON "sentiment_events" USING btree ("tenant_id","sentiment_id","at");
CREATE INDEX "sentiments_stage" ON "sentiments" USING btree ("tenant_id","stage","collected_at");

CREATE TABLE "figure_alarm_notes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"alarm_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_alarm_notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "figure_alarms" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"indicator_id" text NOT NULL,
	"version" integer NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"raised_on" date NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"over_on" date,
	"evidence" jsonb NOT NULL,
	CONSTRAINT "figure_alarms_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "figure_watches" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"watched" integer NOT NULL,
	"unwatched" integer NOT NULL,
	"false_alarm_days" integer NOT NULL,
	"false_per_month_hundredths" integer NOT NULL,
	"ran_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_watches_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);

CREATE INDEX "figure_alarm_notes_of" ON "figure_alarm_notes" USING btree ("tenant_id","alarm_id");
CREATE UNIQUE INDEX "figure_alarms_standing" ON "figure_alarms" USING btree ("tenant_id","indicator_id","dimension","key") WHERE "figure_alarms"."over_on" is null;
CREATE INDEX "figure_alarms_latest" ON "figure_alarms" USING btree ("tenant_id","raised_at");

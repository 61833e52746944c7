CREATE TABLE "duties" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"clock" text NOT NULL,
	"title" text NOT NULL,
	"yearly" boolean NOT NULL,
	"start_day" date NOT NULL,
	"due_day" date NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"provisional" boolean NOT NULL,
	"day_kind" text NOT NULL,
	"definition_version" integer NOT NULL,
	"calendar_version" integer NOT NULL,
	"told" integer NOT NULL,
	"entered_by" uuid,
	"outcome" text,
	"done_day" date,
	"done_by" uuid,
	"recorded_at" timestamp (3) with time zone,
	"note" text,
	"link" text,
	CONSTRAINT "duties_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE UNIQUE INDEX "duties_yearly" ON "duties" USING btree ("tenant_id","clock","start_day") WHERE yearly;
CREATE INDEX "duties_open" ON "duties" USING btree ("tenant_id","due_day","id") WHERE outcome is null;
CREATE INDEX "duties_ended" ON "duties" USING btree ("tenant_id","recorded_at","id") WHERE outcome is not null;

CREATE TABLE "petition_reviews" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"level" text NOT NULL,
	"state" text NOT NULL,
	"reasons" text NOT NULL,
	"unit_id" uuid,
	"clock_id" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_unit_id" uuid,
	"outcome" text,
	"words" text,
	CONSTRAINT "petition_reviews_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE UNIQUE INDEX "petition_reviews_once" ON "petition_reviews" USING btree ("tenant_id","case_id","level") WHERE state <> 'lapsed';
CREATE INDEX "petition_reviews_case" ON "petition_reviews" USING btree ("tenant_id","case_id","asked_at");
CREATE INDEX "petition_reviews_waiting" ON "petition_reviews" USING btree ("tenant_id","clock_id") WHERE state = 'asked';
CREATE INDEX "petition_reviews_asked" ON "petition_reviews" USING btree ("tenant_id","asked_at","id");

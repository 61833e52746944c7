CREATE TABLE "recusals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"case_id" uuid,
	"unit_id" uuid,
	"ground" text NOT NULL,
	"words" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamp (3) with time zone,
	"lift_words" text,
	CONSTRAINT "recusals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "notice_deliveries" (
	"tenant_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"receipt_id" text,
	"fault" text,
	"sent_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"done_by" uuid,
	CONSTRAINT "notice_deliveries_tenant_id_notice_id_channel_pk" PRIMARY KEY("tenant_id","notice_id","channel")
);

CREATE TABLE "notice_grants" (
	"tenant_id" uuid NOT NULL,
	"resident_id" uuid NOT NULL,
	"template_id" text NOT NULL,
	"left" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_grants_tenant_id_resident_id_template_id_pk" PRIMARY KEY("tenant_id","resident_id","template_id")
);

CREATE TABLE "notice_refusals" (
	"tenant_id" uuid NOT NULL,
	"resident_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_refusals_tenant_id_resident_id_purpose_channel_pk" PRIMARY KEY("tenant_id","resident_id","purpose","channel")
);

CREATE TABLE "notices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"audience" text NOT NULL,
	"recipient" "bytea",
	"kind" text NOT NULL,
	"about_kind" text NOT NULL,
	"about_id" uuid NOT NULL,
	"number" text,
	"count" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notices_once" UNIQUE("tenant_id","key")
);

ALTER TABLE "units" ADD COLUMN "parent_id" uuid;
CREATE INDEX "recusals_staff" ON "recusals" USING btree ("tenant_id","staff_id") WHERE lifted_at is null;
CREATE INDEX "recusals_case" ON "recusals" USING btree ("tenant_id","case_id");
CREATE INDEX "notice_deliveries_due" ON "notice_deliveries" USING btree ("due_at") WHERE due_at is not null;
CREATE INDEX "notice_deliveries_log" ON "notice_deliveries" USING btree ("tenant_id","created_at","notice_id");
CREATE INDEX "notice_deliveries_calls" ON "notice_deliveries" USING btree ("tenant_id","created_at") WHERE channel = 'call' and state = 'waiting';
CREATE INDEX "notices_inbox" ON "notices" USING btree ("tenant_id","recipient","at","id");
CREATE INDEX "notices_unread" ON "notices" USING btree ("tenant_id","recipient") WHERE read_at is null;
CREATE INDEX "notices_about" ON "notices" USING btree ("tenant_id","about_kind","about_id");
CREATE INDEX "units_parent" ON "units" USING btree ("tenant_id","parent_id");

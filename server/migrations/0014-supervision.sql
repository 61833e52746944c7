CREATE TABLE "supervision_checkpoints" (
	"tenant_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"kind" text NOT NULL,
	"clock" text NOT NULL,
	"definition_version" integer,
	"started_at" timestamp (3) with time zone NOT NULL,
	"first_due_day" date NOT NULL,
	"due_day" date NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"met_at" timestamp (3) with time zone,
	"late_told_at" timestamp (3) with time zone,
	CONSTRAINT "supervision_checkpoints_tenant_id_task_id_round_kind_pk" PRIMARY KEY("tenant_id","task_id","round","kind")
);

CREATE TABLE "supervision_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"task_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"staff_id" uuid,
	"words" text,
	CONSTRAINT "supervision_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "supervision_extensions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"asked_by" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"granted" boolean,
	"words" text,
	CONSTRAINT "supervision_extensions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "supervision_letters" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"order_id" uuid,
	"case_id" uuid,
	"area_id" uuid,
	"title" text NOT NULL,
	"facts" text NOT NULL,
	"requirements" text NOT NULL,
	"legal_basis" text NOT NULL,
	"sender_id" uuid NOT NULL,
	"sender_unit_id" uuid,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"correct_due_at" timestamp (3) with time zone NOT NULL,
	"correct_due_day" date NOT NULL,
	"corrected_at" timestamp (3) with time zone,
	"report_due_at" timestamp (3) with time zone NOT NULL,
	"report_due_day" date NOT NULL,
	"reported_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"object_due_at" timestamp (3) with time zone NOT NULL,
	"object_due_day" date NOT NULL,
	"objected_at" timestamp (3) with time zone,
	"review_due_at" timestamp (3) with time zone,
	"review_due_day" date,
	"reviewed_at" timestamp (3) with time zone,
	"reviewed_by" uuid,
	"upheld" boolean,
	"hidden_from_units" uuid[] NOT NULL,
	"hidden_from_staff" uuid[] NOT NULL,
	CONSTRAINT "supervision_letters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "supervision_letters_number" UNIQUE("tenant_id","number")
);

CREATE TABLE "supervision_lists" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_by" uuid NOT NULL,
	"words" text,
	"entries" jsonb NOT NULL,
	CONSTRAINT "supervision_lists_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "supervision_lists_once" UNIQUE("tenant_id","kind","from_day")
);

CREATE TABLE "supervision_numbers" (
	"tenant_id" uuid NOT NULL,
	"series" text NOT NULL,
	"year" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "supervision_numbers_tenant_id_series_year_pk" PRIMARY KEY("tenant_id","series","year")
);

CREATE TABLE "supervision_orders" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid,
	"source_words" text,
	"title" text NOT NULL,
	"demand" text NOT NULL,
	"importance" text NOT NULL,
	"planned_day" date,
	"area_id" uuid,
	"assigner_id" uuid,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"hidden_from_units" uuid[] NOT NULL,
	"hidden_from_staff" uuid[] NOT NULL,
	CONSTRAINT "supervision_orders_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "supervision_orders_number" UNIQUE("tenant_id","number")
);

CREATE TABLE "supervision_tasks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"version" integer NOT NULL,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	CONSTRAINT "supervision_tasks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "supervision_tasks_once" UNIQUE("tenant_id","order_id","unit_id")
);

CREATE INDEX "supervision_checkpoints_late" ON "supervision_checkpoints" USING btree ("due_at") WHERE met_at is null and late_told_at is null;
CREATE INDEX "supervision_events_subject" ON "supervision_events" USING btree ("tenant_id","subject_id","at");
CREATE UNIQUE INDEX "supervision_extensions_pending" ON "supervision_extensions" USING btree ("tenant_id","task_id") WHERE decided_at is null;
CREATE INDEX "supervision_extensions_task" ON "supervision_extensions" USING btree ("tenant_id","task_id");
CREATE INDEX "supervision_letters_sent" ON "supervision_letters" USING btree ("tenant_id","sent_at","id");
CREATE INDEX "supervision_letters_unit" ON "supervision_letters" USING btree ("tenant_id","unit_id","state");
CREATE INDEX "supervision_orders_opened" ON "supervision_orders" USING btree ("tenant_id","opened_at","id");
CREATE INDEX "supervision_orders_state" ON "supervision_orders" USING btree ("tenant_id","state","due_at");
CREATE INDEX "supervision_orders_source" ON "supervision_orders" USING btree ("tenant_id","source_id") WHERE source_id is not null;
CREATE INDEX "supervision_tasks_unit" ON "supervision_tasks" USING btree ("tenant_id","unit_id","state");
create trigger supervision_lists_frozen before update on supervision_lists for each row execute function refuse_change();

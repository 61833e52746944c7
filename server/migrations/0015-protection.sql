CREATE TABLE "call_back_draws" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"drawn_at" timestamp (3) with time zone NOT NULL,
	"seed" text NOT NULL,
	"ended" integer NOT NULL,
	"without_phone" integer NOT NULL,
	"sealed" integer NOT NULL,
	"population" integer NOT NULL,
	"population_hash" text NOT NULL,
	"population_ids" uuid[] NOT NULL,
	"sample_size" integer NOT NULL,
	CONSTRAINT "call_back_draws_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "call_back_draws_once" UNIQUE("tenant_id","from_day","to_day")
);

CREATE TABLE "call_backs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"draw_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"unit_id" uuid NOT NULL,
	"area_id" uuid,
	"caller_id" uuid,
	"version" integer NOT NULL,
	"tries" integer NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"outcome" text,
	"exclusion" text,
	"responded" text,
	"solved" text,
	"grade" integer,
	"words" text,
	"reopened" boolean NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_day" date,
	"done_by" uuid,
	CONSTRAINT "call_backs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "call_backs_once" UNIQUE("tenant_id","draw_id","case_id")
);

CREATE TABLE "check_in_consents" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"agreed_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "check_in_consents_tenant_id_case_id_pk" PRIMARY KEY("tenant_id","case_id")
);

CREATE TABLE "check_ins" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"days" integer NOT NULL,
	"due_day" date NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"answer" text,
	"words" text,
	"order_id" uuid,
	CONSTRAINT "check_ins_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "check_ins_once" UNIQUE("tenant_id","case_id","round","days")
);

CREATE TABLE "clarifications" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"case_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"officer_id" uuid,
	"finding" text NOT NULL,
	"words" text NOT NULL,
	"heard" text,
	"public" boolean NOT NULL,
	"issued_by" uuid NOT NULL,
	"issued_unit_id" uuid,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdraw_words" text,
	CONSTRAINT "clarifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "clarifications_number" UNIQUE("tenant_id","number")
);

CREATE TABLE "interventions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"standing" text NOT NULL,
	"office" text NOT NULL,
	"office_unit_id" uuid,
	"post" text,
	"way" text NOT NULL,
	"asked" text NOT NULL,
	"words" text NOT NULL,
	"corrects" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_unit_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "interventions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "case_looks" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"day" date NOT NULL,
	"how" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "case_looks_tenant_id_case_id_day_staff_id_how_pk" PRIMARY KEY("tenant_id","case_id","day","staff_id","how")
);

CREATE TABLE "case_requests" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"version" integer NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_unit_id" uuid,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"words" text NOT NULL,
	"reason" text,
	"days" integer,
	"end_reason" text,
	"other_path" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"due_day" date NOT NULL,
	"day_kind" text NOT NULL,
	"definition_version" integer NOT NULL,
	"calendar_version" integer NOT NULL,
	"provisional" boolean NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decision_words" text,
	"paused_from" timestamp (3) with time zone,
	"paused_to" timestamp (3) with time zone,
	CONSTRAINT "case_requests_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "rewards" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"amount_yuan" integer,
	"reason" text,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"approved_by" uuid,
	"approved_at" timestamp (3) with time zone,
	"approval_words" text,
	"code_hash" "bytea",
	"paid_by" uuid,
	"paid_at" timestamp (3) with time zone,
	"payment_reference" text,
	CONSTRAINT "rewards_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rewards_case" UNIQUE("tenant_id","case_id"),
	CONSTRAINT "rewards_code" UNIQUE("tenant_id","code_hash")
);

CREATE TABLE "case_statements" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"officer_id" uuid,
	"staff_id" uuid NOT NULL,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_statements_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "recounts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cause" text NOT NULL,
	"clock" text,
	"version" integer NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"reached" uuid,
	"examined" integer DEFAULT 0 NOT NULL,
	"moved" integer DEFAULT 0 NOT NULL,
	"firm" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp (3) with time zone,
	"open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "recounts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

ALTER TABLE "case_clocks" ADD COLUMN "extended_by" integer DEFAULT 0 NOT NULL;
ALTER TABLE "case_events" ADD COLUMN "before" jsonb;
ALTER TABLE "cases" ADD COLUMN "tier_due_at" timestamp (3) with time zone;
ALTER TABLE "cases" ADD COLUMN "legal_path" text;
ALTER TABLE "cases" ADD COLUMN "taken_at" timestamp (3) with time zone;
ALTER TABLE "cases" ADD COLUMN "paused_until" date;
CREATE INDEX "call_backs_done" ON "call_backs" USING btree ("tenant_id","done_day","unit_id") WHERE done_day is not null;
CREATE INDEX "call_backs_waiting" ON "call_backs" USING btree ("tenant_id","caller_id","id") WHERE outcome is null;
CREATE INDEX "call_backs_case" ON "call_backs" USING btree ("tenant_id","case_id");
CREATE INDEX "check_ins_due" ON "check_ins" USING btree ("tenant_id","due_day") WHERE state = 'waiting';
CREATE INDEX "check_ins_answered" ON "check_ins" USING btree ("tenant_id","answered_at") WHERE answer = 'yes';
CREATE INDEX "clarifications_unit" ON "clarifications" USING btree ("tenant_id","unit_id","issued_at");
CREATE INDEX "clarifications_case" ON "clarifications" USING btree ("tenant_id","case_id");
CREATE INDEX "clarifications_public" ON "clarifications" USING btree ("tenant_id","issued_at","id") WHERE public and withdrawn_at is null;
CREATE INDEX "interventions_happened" ON "interventions" USING btree ("tenant_id","happened_at","id");
CREATE INDEX "interventions_case" ON "interventions" USING btree ("tenant_id","case_id");
CREATE UNIQUE INDEX "case_requests_waiting" ON "case_requests" USING btree ("tenant_id","case_id","kind") WHERE state = 'asked';
CREATE UNIQUE INDEX "case_requests_objection" ON "case_requests" USING btree ("tenant_id","case_id","asked_unit_id") WHERE kind = 'objection';
CREATE INDEX "case_requests_queue" ON "case_requests" USING btree ("tenant_id","due_at","id") WHERE state = 'asked';
CREATE INDEX "case_requests_case" ON "case_requests" USING btree ("tenant_id","case_id","asked_at");
CREATE INDEX "case_requests_batch" ON "case_requests" USING btree ("tenant_id","batch_id");
CREATE INDEX "case_requests_paused" ON "case_requests" USING btree ("tenant_id","paused_to") WHERE kind = 'pause' and paused_from is not null;
CREATE INDEX "rewards_state" ON "rewards" USING btree ("tenant_id","state","claimed_at");
CREATE INDEX "case_statements_case" ON "case_statements" USING btree ("tenant_id","case_id","at");
CREATE INDEX "recounts_open" ON "recounts" USING btree ("asked_at") WHERE open;
CREATE INDEX "case_clocks_running" ON "case_clocks" USING btree ("tenant_id","clock","case_id") WHERE stopped_at is null;
CREATE INDEX "cases_tier_due" ON "cases" USING btree ("tenant_id","tier_due_at") WHERE tier_due_at is not null;
CREATE INDEX "cases_tiers" ON "cases" USING btree ("tenant_id","received_at","kind","tier","verdict","end_reason","area_id") WHERE tier is not null;
-- What was said, asked or drawn is added and never changed.
create trigger case_statements_frozen before update on case_statements for each row execute function refuse_change();
create trigger interventions_frozen before update on interventions for each row execute function refuse_change();
create trigger call_back_draws_frozen before update on call_back_draws for each row execute function refuse_change();
-- Whoever supervises calls back as well: residents who told their identity to the supervision alone are called by it alone.
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$cases.call-back$p$]) p)
where id = $p$supervisor$p$;

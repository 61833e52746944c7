CREATE TABLE "case_notices" (
	"tenant_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"receipt_id" text,
	"fault" text,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "case_notices_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);

CREATE TABLE "case_clocks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"version" integer NOT NULL,
	"clock" text NOT NULL,
	"day_kind" text NOT NULL,
	"definition_version" integer NOT NULL,
	"calendar_version" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"due_day" date NOT NULL,
	"provisional" boolean NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	CONSTRAINT "case_clocks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "case_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"round" integer NOT NULL,
	"version" integer NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"staff_id" uuid,
	"unit_id" uuid,
	"target_unit_id" uuid,
	"words" text,
	"internal" boolean NOT NULL,
	CONSTRAINT "case_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "case_numbers" (
	"tenant_id" uuid NOT NULL,
	"month" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_numbers_tenant_id_month_pk" PRIMARY KEY("tenant_id","month")
);

CREATE TABLE "case_rounds" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"replied_at" timestamp (3) with time zone,
	"replied_by" uuid,
	"replied_unit_id" uuid,
	"unit_outcome" text,
	"reply_words" text,
	"verdict_at" timestamp (3) with time zone,
	"verdict" text,
	"grade" integer,
	"verdict_words" text,
	"called_back_at" timestamp (3) with time zone,
	"call_back_result" text,
	CONSTRAINT "case_rounds_tenant_id_case_id_round_pk" PRIMARY KEY("tenant_id","case_id","round")
);

CREATE TABLE "cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"entry" text NOT NULL,
	"channel" text NOT NULL,
	"collector_id" uuid,
	"point_id" uuid,
	"assisted" boolean NOT NULL,
	"identity" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"conduct" text,
	"fine_conduct" text,
	"accused_unit_id" uuid,
	"accused_officer_id" uuid,
	"area_id" uuid,
	"place" text,
	"happened_day" date,
	"happened_part" text,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"version" integer NOT NULL,
	"unit_id" uuid,
	"received_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by_unit_id" uuid,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	"other_path" text,
	"end_words" text,
	"reopen_until_day" date,
	"unit_outcome" text,
	"verdict" text,
	"clock" text,
	"clock_day_kind" text,
	"due_at" timestamp (3) with time zone,
	"due_day" date,
	"provisional" boolean DEFAULT false NOT NULL,
	CONSTRAINT "cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cases_number" UNIQUE("tenant_id","number")
);

CREATE TABLE "calendars" (
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"known_from" date NOT NULL,
	"known_through" date NOT NULL,
	"days_off" text[] NOT NULL,
	"work_days" text[] NOT NULL,
	"source" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendars_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);

CREATE TABLE "follow_up_steps" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"follow_up_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"step" text NOT NULL,
	"staff_id" uuid,
	"note" text NOT NULL,
	CONSTRAINT "follow_up_steps_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "follow_up_steps_of" UNIQUE("tenant_id","follow_up_id","version")
);

CREATE TABLE "follow_ups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"number" text NOT NULL,
	"matter_id" uuid,
	"kind" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"grade" integer NOT NULL,
	"stage" text NOT NULL,
	"outcome" text,
	"grade_raised" boolean DEFAULT false NOT NULL,
	"may_tell_unit" boolean DEFAULT false NOT NULL,
	"sent_back" boolean DEFAULT false NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"call_back_due_day" date NOT NULL,
	"answer_due_day" date NOT NULL,
	"hard_due_day" date NOT NULL,
	"re_rate_due_day" date,
	"provisional" boolean NOT NULL,
	"re_grade" integer,
	"re_graded_at" timestamp (3) with time zone,
	"batch_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "follow_ups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "follow_ups_rating" UNIQUE("tenant_id","rating_id")
);

CREATE TABLE "unit_batch_reasons" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"reason" text,
	"count" integer NOT NULL,
	CONSTRAINT "unit_batch_reasons_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "unit_batches" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"size" integer NOT NULL,
	"closed_day" date NOT NULL,
	CONSTRAINT "unit_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "grants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"role_id" text NOT NULL,
	"area_id" uuid,
	"unit_id" uuid,
	CONSTRAINT "grants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "resident_logins" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"blind_index" "bytea" NOT NULL,
	"resident_id" uuid NOT NULL,
	CONSTRAINT "resident_logins_tenant_id_kind_blind_index_pk" PRIMARY KEY("tenant_id","kind","blind_index")
);

CREATE TABLE "residents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"anonymised_at" timestamp (3) with time zone,
	CONSTRAINT "residents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "roles" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"permissions" text[] NOT NULL,
	CONSTRAINT "roles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_tenant_id_token_hash_pk" PRIMARY KEY("tenant_id","token_hash")
);

CREATE TABLE "sms_codes" (
	"tenant_id" uuid NOT NULL,
	"phone_index" "bytea" NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sms_codes_tenant_id_phone_index_pk" PRIMARY KEY("tenant_id","phone_index")
);

CREATE TABLE "staff" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"unit_id" uuid,
	"officer_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "staff_login" UNIQUE("tenant_id","login")
);

CREATE TABLE "closed_figures" (
	"tenant_id" uuid NOT NULL,
	"indicator_id" text NOT NULL,
	"version" integer NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"members" uuid[] NOT NULL,
	"counts" jsonb,
	CONSTRAINT "closed_figures_tenant_id_indicator_id_dimension_key_version_closed_at_pk" PRIMARY KEY("tenant_id","indicator_id","dimension","key","version","closed_at")
);

CREATE TABLE "closed_up_to" (
	"tenant_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"kind" text NOT NULL,
	"up_to" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "closed_up_to_tenant_id_dimension_key_kind_pk" PRIMARY KEY("tenant_id","dimension","key","kind")
);

CREATE TABLE "closings" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"ran_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "closings_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);

CREATE TABLE "figure_rollups" (
	"tenant_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"kind" text NOT NULL,
	"grain" text NOT NULL,
	"period" date NOT NULL,
	"channel" text NOT NULL,
	"eligible" integer DEFAULT 0 NOT NULL,
	"invited" integer DEFAULT 0 NOT NULL,
	"counter" integer DEFAULT 0 NOT NULL,
	"defaulted" integer DEFAULT 0 NOT NULL,
	"g5" integer DEFAULT 0 NOT NULL,
	"g4" integer DEFAULT 0 NOT NULL,
	"g3" integer DEFAULT 0 NOT NULL,
	"g2" integer DEFAULT 0 NOT NULL,
	"g1" integer DEFAULT 0 NOT NULL,
	"excluded_duplicate" integer DEFAULT 0 NOT NULL,
	"excluded_test" integer DEFAULT 0 NOT NULL,
	"excluded_ineligible" integer DEFAULT 0 NOT NULL,
	"excluded_malicious" integer DEFAULT 0 NOT NULL,
	"changes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "figure_rollups_tenant_id_dimension_key_kind_grain_period_channel_pk" PRIMARY KEY("tenant_id","dimension","key","kind","grain","period","channel")
);

CREATE TABLE "indicator_definitions" (
	"tenant_id" uuid NOT NULL,
	"indicator_id" text NOT NULL,
	"definition_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"card" jsonb NOT NULL,
	"public" boolean DEFAULT true NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "indicator_definitions_tenant_id_definition_id_version_pk" PRIMARY KEY("tenant_id","definition_id","version")
);

CREATE TABLE "claim_ends" (
	"tenant_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"how" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claim_ends_once" PRIMARY KEY("tenant_id","claim_id")
);

CREATE TABLE "claim_showings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claim_showings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "claims" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"matter_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"short_code_hash" "bytea" NOT NULL,
	"minted_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"shown_at_counter" boolean DEFAULT false NOT NULL,
	"delivery" text DEFAULT 'none' NOT NULL,
	"delivery_tries" integer DEFAULT 0 NOT NULL,
	"next_delivery_at" timestamp (3) with time zone,
	"disputed_at" timestamp (3) with time zone,
	"defaulted_at" timestamp (3) with time zone,
	CONSTRAINT "claims_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "claims_token" UNIQUE("tenant_id","token_hash"),
	CONSTRAINT "claims_short_code" UNIQUE("tenant_id","short_code_hash"),
	CONSTRAINT "claims_matter" UNIQUE("tenant_id","matter_id")
);

CREATE TABLE "matters" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"officer_id" uuid,
	"area_id" uuid NOT NULL,
	"title" text NOT NULL,
	"case_number" text,
	"closed_day" date NOT NULL,
	"party_kind" text NOT NULL,
	"entered_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "matters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "matters_external" UNIQUE("tenant_id","source","external_id")
);

CREATE TABLE "exclusions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "exclusions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "rating_details" (
	"tenant_id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"reasons" text[] NOT NULL,
	"words" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rating_details_tenant_id_rating_id_pk" PRIMARY KEY("tenant_id","rating_id")
);

CREATE TABLE "rating_events" (
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"event" text NOT NULL,
	"grade_before" integer,
	"grade_after" integer,
	"reason" text,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	CONSTRAINT "rating_events_tenant_id_at_id_pk" PRIMARY KEY("tenant_id","at","id")
);

CREATE TABLE "ratings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"matter_id" uuid,
	"standing_key" "bytea",
	"target_kind" text,
	"target_id" uuid,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"unit_id" uuid,
	"area_id" uuid NOT NULL,
	"officer_id" uuid,
	"closed_day" date NOT NULL,
	"given_grade" integer NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"given_day" date NOT NULL,
	"input_hash" text NOT NULL,
	"grade" integer NOT NULL,
	"changes" integer DEFAULT 0 NOT NULL,
	"excluded_reason" text,
	"may_tell_unit" boolean DEFAULT false NOT NULL,
	"anonymised_at" timestamp (3) with time zone,
	CONSTRAINT "ratings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "ratings_matter" UNIQUE("tenant_id","matter_id"),
	CONSTRAINT "ratings_grade" CHECK (grade between 1 and 5 and given_grade between 1 and 5)
);

CREATE TABLE "area_closure" (
	"tenant_id" uuid NOT NULL,
	"ancestor_id" uuid NOT NULL,
	"descendant_id" uuid NOT NULL,
	"depth" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "area_closure_tenant_id_ancestor_id_descendant_id_valid_from_pk" PRIMARY KEY("tenant_id","ancestor_id","descendant_id","valid_from")
);

CREATE TABLE "area_parents" (
	"tenant_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"parent_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "area_parents_tenant_id_area_id_valid_from_pk" PRIMARY KEY("tenant_id","area_id","valid_from")
);

CREATE TABLE "areas" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"code" text,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "areas_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "areas_external" UNIQUE("tenant_id","external_id")
);

CREATE TABLE "codes" (
	"tenant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "codes_tenant_id_code_pk" PRIMARY KEY("tenant_id","code")
);

CREATE TABLE "collection_points" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"area_id" uuid NOT NULL,
	"address" text NOT NULL,
	"collector_kinds" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "collection_points_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "collection_points_external" UNIQUE("tenant_id","external_id")
);

CREATE TABLE "officers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"certificate_number" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "officers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "officers_external" UNIQUE("tenant_id","external_id"),
	CONSTRAINT "officers_certificate" UNIQUE("tenant_id","certificate_number")
);

CREATE TABLE "units" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"area_id" uuid NOT NULL,
	"fields" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "units_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "units_external" UNIQUE("tenant_id","external_id")
);

CREATE TABLE "attempts" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "attempts_tenant_id_kind_key_window_start_pk" PRIMARY KEY("tenant_id","kind","key","window_start")
);

CREATE TABLE "audit_rows" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"detail_hash" text,
	CONSTRAINT "audit_rows_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "file_chunks" (
	"tenant_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"bytes" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_chunks_tenant_id_file_id_index_pk" PRIMARY KEY("tenant_id","file_id","index"),
	CONSTRAINT "file_chunks_once" UNIQUE("tenant_id","file_id","index")
);

CREATE TABLE "files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid,
	"purpose" text NOT NULL,
	"declared_sha256" text NOT NULL,
	"declared_bytes" bigint NOT NULL,
	"chunk_bytes" integer NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"stored_sha256" text,
	"stored_bytes" bigint,
	"media_type" text,
	"subject_kind" text,
	"subject_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "outbox" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"topic" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"payload" jsonb NOT NULL,
	"figure" jsonb,
	CONSTRAINT "outbox_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "outbox_cursors" (
	"consumer" text PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL,
	"cluster" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL
);

CREATE TABLE "parameters" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"value" jsonb NOT NULL,
	"source" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "parameters_tenant_id_name_version_pk" PRIMARY KEY("tenant_id","name","version")
);

CREATE TABLE "replays" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operation" text NOT NULL,
	"actor" text NOT NULL,
	"input_hash" text NOT NULL,
	"answer" "bytea",
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "replays_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "sealed" (
	"tenant_id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"field" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_version" integer NOT NULL,
	"blind_index" "bytea",
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sealed_tenant_id_subject_kind_subject_id_field_pk" PRIMARY KEY("tenant_id","subject_kind","subject_id","field")
);

CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"demo" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug")
);

CREATE TABLE "unsealings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"fields" text[] NOT NULL,
	"staff_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "unsealings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE INDEX "case_notices_waiting" ON "case_notices" USING btree ("due_at") WHERE state in ('waiting', 'sending');
CREATE INDEX "case_notices_case" ON "case_notices" USING btree ("tenant_id","case_id");
CREATE INDEX "case_clocks_case" ON "case_clocks" USING btree ("tenant_id","case_id");
CREATE INDEX "case_events_case" ON "case_events" USING btree ("tenant_id","case_id","version");
CREATE INDEX "case_events_staff" ON "case_events" USING btree ("tenant_id","staff_id","case_id");
CREATE INDEX "cases_due" ON "cases" USING btree ("tenant_id","due_at","id") WHERE due_at is not null;
CREATE INDEX "cases_open_state" ON "cases" USING btree ("tenant_id","state","due_at") WHERE due_at is not null;
CREATE INDEX "cases_open_unit" ON "cases" USING btree ("tenant_id","unit_id","due_at") WHERE due_at is not null;
CREATE INDEX "cases_received" ON "cases" USING btree ("tenant_id","received_at","id");
CREATE INDEX "cases_unit" ON "cases" USING btree ("tenant_id","unit_id","received_at");
CREATE INDEX "cases_area" ON "cases" USING btree ("tenant_id","area_id","received_at");
CREATE INDEX "cases_accused" ON "cases" USING btree ("tenant_id","accused_unit_id","received_at");
CREATE INDEX "follow_ups_number" ON "follow_ups" USING btree ("tenant_id","number");
CREATE INDEX "follow_ups_order" ON "follow_ups" USING btree ("tenant_id","hard_due_day","id");
CREATE INDEX "follow_ups_unbatched" ON "follow_ups" USING btree ("tenant_id","unit_id","kind") WHERE batch_id is null;
CREATE INDEX "unit_batch_reasons_batch" ON "unit_batch_reasons" USING btree ("tenant_id","batch_id");
CREATE INDEX "unit_batches_unit" ON "unit_batches" USING btree ("tenant_id","unit_id","id");
CREATE INDEX "grants_staff" ON "grants" USING btree ("tenant_id","staff_id");
CREATE INDEX "sessions_actor" ON "sessions" USING btree ("tenant_id","actor_kind","actor_id");
CREATE INDEX "closed_figures_latest" ON "closed_figures" USING btree ("tenant_id","dimension","key","closed_at");
CREATE INDEX "claim_showings_claim" ON "claim_showings" USING btree ("tenant_id","claim_id");
CREATE INDEX "claims_expiry" ON "claims" USING btree ("tenant_id","expires_at");
CREATE INDEX "claims_undelivered" ON "claims" USING btree ("next_delivery_at") WHERE delivery = 'waiting';
CREATE INDEX "matters_unit_day" ON "matters" USING btree ("tenant_id","unit_id","closed_day","id");
CREATE UNIQUE INDEX "exclusions_one" ON "exclusions" USING btree ("tenant_id","rating_id") WHERE state in ('proposed', 'approved');
CREATE INDEX "exclusions_order" ON "exclusions" USING btree ("tenant_id","proposed_at","id");
CREATE INDEX "rating_events_rating" ON "rating_events" USING btree ("tenant_id","rating_id");
CREATE UNIQUE INDEX "ratings_standing" ON "ratings" USING btree ("tenant_id","standing_key") WHERE standing_key is not null;
CREATE INDEX "ratings_given" ON "ratings" USING btree ("tenant_id","given_at","id");
CREATE INDEX "area_closure_descendant" ON "area_closure" USING btree ("tenant_id","descendant_id");
CREATE INDEX "codes_target" ON "codes" USING btree ("tenant_id","target_kind","target_id");
CREATE INDEX "officers_unit" ON "officers" USING btree ("tenant_id","unit_id");
CREATE INDEX "audit_rows_subject" ON "audit_rows" USING btree ("tenant_id","subject_kind","subject_id");
CREATE INDEX "files_subject" ON "files" USING btree ("tenant_id","subject_kind","subject_id");
CREATE INDEX "files_content" ON "files" USING btree ("stored_sha256");
CREATE INDEX "outbox_order" ON "outbox" USING btree ("xid");
CREATE INDEX "outbox_figures" ON "outbox" USING btree ("tenant_id","xid") WHERE figure is not null;
CREATE INDEX "replays_age" ON "replays" USING btree ("at");
CREATE INDEX "sealed_blind" ON "sealed" USING btree ("tenant_id","field","blind_index");
CREATE INDEX "unsealings_subject" ON "unsealings" USING btree ("tenant_id","subject_kind","subject_id");

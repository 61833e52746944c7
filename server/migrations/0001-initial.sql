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

CREATE TABLE "claims" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"matter_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"short_code_hash" "bytea" NOT NULL,
	"minted_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"shown_at_counter" boolean DEFAULT false NOT NULL,
	"used_at" timestamp (3) with time zone,
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

CREATE INDEX "grants_staff" ON "grants" USING btree ("tenant_id","staff_id");
CREATE INDEX "sessions_actor" ON "sessions" USING btree ("tenant_id","actor_kind","actor_id");
CREATE INDEX "claims_open" ON "claims" USING btree ("tenant_id","expires_at") WHERE used_at is null and defaulted_at is null;
CREATE INDEX "matters_unit_day" ON "matters" USING btree ("tenant_id","unit_id","closed_day","id");
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

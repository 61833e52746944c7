CREATE TABLE "case_imports" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"version" integer NOT NULL,
	"run_id" uuid NOT NULL,
	"row" integer NOT NULL,
	CONSTRAINT "case_imports_tenant_id_source_id_external_id_pk" PRIMARY KEY("tenant_id","source_id","external_id"),
	CONSTRAINT "case_imports_case" UNIQUE("tenant_id","case_id")
);

CREATE TABLE "import_fault_rows" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"cells" "bytea" NOT NULL,
	CONSTRAINT "import_fault_rows_tenant_id_run_id_row_pk" PRIMARY KEY("tenant_id","run_id","row")
);

CREATE TABLE "import_faults" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"field" text NOT NULL,
	"column" text NOT NULL,
	"code" text NOT NULL,
	"stops" boolean NOT NULL,
	"value" text,
	"words" text NOT NULL,
	CONSTRAINT "import_faults_tenant_id_run_id_row_field_pk" PRIMARY KEY("tenant_id","run_id","row","field")
);

CREATE TABLE "import_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"file_id" uuid,
	"file_name" text NOT NULL,
	"bytes" integer NOT NULL,
	"mapping" jsonb NOT NULL,
	"headings" text[],
	"next_row" integer NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"same" integer DEFAULT 0 NOT NULL,
	"kept" integer DEFAULT 0 NOT NULL,
	"faulty" integer DEFAULT 0 NOT NULL,
	"warned" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"started_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"share" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"lease_by" uuid,
	CONSTRAINT "import_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "import_sources" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"version" integer NOT NULL,
	"watched" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid,
	CONSTRAINT "import_sources_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "import_sources_slug" UNIQUE("tenant_id","slug")
);

CREATE TABLE "law_drafts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"address" text,
	"unit_id" uuid NOT NULL,
	"open_from" date NOT NULL,
	"open_until" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "law_drafts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "legislative_opinions" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"article" text,
	"assessed_at" timestamp (3) with time zone,
	"assessment" text,
	"decided_at" timestamp (3) with time zone,
	"adoption" text,
	"words" text,
	CONSTRAINT "legislative_opinions_tenant_id_case_id_pk" PRIMARY KEY("tenant_id","case_id")
);

CREATE TABLE "api_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"source_ids" uuid[],
	"per_minute" integer NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" uuid,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_keys_hash" UNIQUE("tenant_id","hash")
);

ALTER TABLE "cases" ADD COLUMN "collector_kind" text;
CREATE INDEX "import_runs_waiting" ON "import_runs" USING btree ("created_at") WHERE state in ('waiting', 'running');
CREATE INDEX "import_runs_recent" ON "import_runs" USING btree ("tenant_id","created_at","id");
CREATE INDEX "legislative_opinions_draft" ON "legislative_opinions" USING btree ("tenant_id","draft_id","case_id");

CREATE TABLE "answer_sets" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"agency" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"frame" jsonb NOT NULL,
	"columns" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"sha256" text NOT NULL,
	"answers" "bytea" NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	"kept_by" uuid NOT NULL,
	CONSTRAINT "answer_sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);


CREATE TABLE "outbox_faults" (
	"consumer" text NOT NULL,
	"event_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"topic" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"payload" jsonb NOT NULL,
	"tries" integer NOT NULL,
	"error" text NOT NULL,
	"failed_at" timestamp (3) with time zone NOT NULL,
	"set_aside_at" timestamp (3) with time zone,
	"replay_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_faults_consumer_event_id_pk" PRIMARY KEY("consumer","event_id")
);


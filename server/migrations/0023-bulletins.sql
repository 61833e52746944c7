CREATE TABLE "bulletin_edits" (
	"tenant_id" uuid NOT NULL,
	"bulletin_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"what" text NOT NULL,
	"head" jsonb NOT NULL,
	"sections" jsonb NOT NULL,
	CONSTRAINT "bulletin_edits_tenant_id_bulletin_id_version_pk" PRIMARY KEY("tenant_id","bulletin_id","version")
);

CREATE TABLE "bulletin_files" (
	"tenant_id" uuid NOT NULL,
	"bulletin_id" uuid NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "bulletin_files_tenant_id_bulletin_id_format_pk" PRIMARY KEY("tenant_id","bulletin_id","format")
);

CREATE TABLE "bulletins" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"head" jsonb NOT NULL,
	"sections" jsonb NOT NULL,
	"figures" jsonb,
	"alone" text[] NOT NULL,
	"steps_done" integer NOT NULL,
	"steps_of" integer NOT NULL,
	"number" text,
	"year" text,
	"running" integer,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"submitted_by" uuid,
	"reviewed_at" timestamp (3) with time zone,
	"reviewed_by" uuid,
	"returned_words" text,
	"published_at" timestamp (3) with time zone,
	"published_by" uuid,
	"corrects" uuid,
	"correction" text,
	CONSTRAINT "bulletins_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bulletins_running" UNIQUE("tenant_id","kind","year","running")
);

CREATE INDEX "bulletins_made" ON "bulletins" USING btree ("tenant_id","made_at","id");
CREATE INDEX "bulletins_published" ON "bulletins" USING btree ("tenant_id","published_at","id") WHERE published_at is not null;
CREATE INDEX "bulletins_preparing" ON "bulletins" USING btree ("tenant_id","id") WHERE state = 'preparing';
CREATE UNIQUE INDEX "bulletins_corrects" ON "bulletins" USING btree ("tenant_id","corrects") WHERE corrects is not null;

-- What was published is never changed: a correction is a new bulletin. Rows may go with their tenant.
create function refuse_published_bulletin() returns trigger language plpgsql as $$
begin
  raise exception $m$a published bulletin is never changed$m$;
end $$;
create trigger bulletins_frozen before update on bulletins for each row when (old.state = $s$published$s$)
  execute function refuse_published_bulletin();
create trigger bulletin_edits_frozen before update on bulletin_edits for each row execute function refuse_change();
create trigger bulletin_files_frozen before update on bulletin_files for each row execute function refuse_change();

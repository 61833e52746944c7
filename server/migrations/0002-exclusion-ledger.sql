CREATE TABLE "exclusion_appeals" (
	"tenant_id" uuid NOT NULL,
	"exclusion_id" uuid NOT NULL,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "exclusion_appeals_tenant_id_exclusion_id_pk" PRIMARY KEY("tenant_id","exclusion_id")
);

CREATE TABLE "exclusion_steps" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"exclusion_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"step" text NOT NULL,
	"staff_id" uuid,
	"note" text NOT NULL,
	CONSTRAINT "exclusion_steps_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

DROP INDEX "exclusions_one";
ALTER TABLE "figure_rollups" ADD COLUMN "excluded_g5" integer DEFAULT 0 NOT NULL;
ALTER TABLE "figure_rollups" ADD COLUMN "excluded_g4" integer DEFAULT 0 NOT NULL;
ALTER TABLE "figure_rollups" ADD COLUMN "excluded_g3" integer DEFAULT 0 NOT NULL;
ALTER TABLE "figure_rollups" ADD COLUMN "excluded_g2" integer DEFAULT 0 NOT NULL;
ALTER TABLE "figure_rollups" ADD COLUMN "excluded_g1" integer DEFAULT 0 NOT NULL;
ALTER TABLE "exclusions" ADD COLUMN "origin" text DEFAULT 'office' NOT NULL;
ALTER TABLE "exclusions" ADD COLUMN "batch_id" uuid;
ALTER TABLE "exclusions" ADD COLUMN "appeal_until" date;
CREATE INDEX "exclusion_steps_of" ON "exclusion_steps" USING btree ("tenant_id","exclusion_id","at","id");
CREATE UNIQUE INDEX "exclusions_one_open" ON "exclusions" USING btree ("tenant_id","rating_id") WHERE state in ('proposed', 'approved', 'appealed', 'upheld');
CREATE INDEX "exclusions_rating" ON "exclusions" USING btree ("tenant_id","rating_id");
-- What was done so far becomes the first steps of each exclusion.
insert into exclusion_steps (tenant_id, id, exclusion_id, at, step, staff_id, note)
select tenant_id, gen_random_uuid(), id, proposed_at, 'proposed', proposed_by, note from exclusions
union all
select tenant_id, gen_random_uuid(), id, decided_at, case when state = 'refused' then 'refused' else 'approved' end, decided_by, ''
from exclusions where decided_at is not null
union all
select tenant_id, gen_random_uuid(), id, greatest(decided_at, now()), 'restored', null, '' from exclusions where state = 'restored';
update exclusions e set appeal_until = (e.decided_at at time zone t.zone)::date + 30
from tenants t where t.id = e.tenant_id and e.state = 'approved' and e.decided_at is not null;
-- The worker takes a cursor of another cluster for lost and makes the rollups anew, now with the grades of what was excluded.
update outbox_cursors set cluster = '' where consumer = 'figures';

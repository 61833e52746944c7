-- The pairs of neighbouring characters of a text, and its last character alone, as the search index holds them.
create function case_bigrams(words text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  signs text[] := string_to_array(words, null);
  pairs text[] := '{}';
begin
  for at in 1 .. cardinality(signs) loop
    pairs := pairs || (signs[at] || coalesce(signs[at + 1], ''));
  end loop;
  return array_to_tsvector(pairs);
end $$;
CREATE TABLE "case_queue_counts" (
	"tenant_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "case_queue_counts_tenant_id_dimension_key_state_due_at_pk" PRIMARY KEY("tenant_id","dimension","key","state","due_at")
);

CREATE TABLE "case_queue_deltas" (
	"tenant_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);

CREATE TABLE "case_search" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "case_search_tenant_id_case_id_pk" PRIMARY KEY("tenant_id","case_id")
);

CREATE TABLE "case_mentions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"by_staff_id" uuid NOT NULL,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "case_mentions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "case_presence" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"act" text,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_presence_tenant_id_case_id_staff_id_pk" PRIMARY KEY("tenant_id","case_id","staff_id")
);

CREATE TABLE "reply_templates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" uuid,
	"act" text NOT NULL,
	"title" text NOT NULL,
	"words" text NOT NULL,
	"active" boolean NOT NULL,
	"version" integer NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reply_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "case_view_places" (
	"tenant_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"view_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"opens" boolean NOT NULL,
	CONSTRAINT "case_view_places_tenant_id_staff_id_view_id_pk" PRIMARY KEY("tenant_id","staff_id","view_id")
);

CREATE TABLE "case_views" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"filter" jsonb NOT NULL,
	"shared_with" text NOT NULL,
	"unit_id" uuid,
	"role_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "case_views_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE INDEX "case_queue_counts_empty" ON "case_queue_counts" USING btree ("tenant_id") WHERE count = 0;
CREATE INDEX "case_search_words" ON "case_search" USING gin (case_bigrams(words));
CREATE INDEX "case_mentions_inbox" ON "case_mentions" USING btree ("tenant_id","staff_id","at");
CREATE INDEX "case_mentions_unread" ON "case_mentions" USING btree ("tenant_id","staff_id") WHERE read_at is null;
CREATE INDEX "case_presence_end" ON "case_presence" USING btree ("until");
CREATE INDEX "case_views_owner" ON "case_views" USING btree ("tenant_id","owner_id");
alter index case_search_words alter column 1 set statistics 1000;

-- The signed change of the counts of open items, from the rows of one statement.
create function note_case_queues() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into case_queue_deltas (tenant_id, dimension, key, state, due_at, count)
    select i.tenant_id, d.dimension, d.key, i.state, i.due_at, count(*)
    from new_rows i cross join lateral (values
      ('unit', coalesce(i.unit_id, '00000000-0000-0000-0000-000000000000'::uuid)),
      ('area', coalesce(i.area_id, '00000000-0000-0000-0000-000000000000'::uuid))) d (dimension, key)
    where i.due_at is not null group by 1, 2, 3, 4, 5;
  elsif tg_op = 'UPDATE' then
    insert into case_queue_deltas (tenant_id, dimension, key, state, due_at, count)
    select i.tenant_id, d.dimension, d.key, i.state, i.due_at, sum(i.sign)
    from (
      select tenant_id, unit_id, area_id, state, due_at, 1 as sign from new_rows
      union all select tenant_id, unit_id, area_id, state, due_at, -1 from old_rows
    ) i cross join lateral (values
      ('unit', coalesce(i.unit_id, '00000000-0000-0000-0000-000000000000'::uuid)),
      ('area', coalesce(i.area_id, '00000000-0000-0000-0000-000000000000'::uuid))) d (dimension, key)
    where i.due_at is not null group by 1, 2, 3, 4, 5 having sum(i.sign) <> 0;
  else
    insert into case_queue_deltas (tenant_id, dimension, key, state, due_at, count)
    select i.tenant_id, d.dimension, d.key, i.state, i.due_at, -count(*)
    from old_rows i cross join lateral (values
      ('unit', coalesce(i.unit_id, '00000000-0000-0000-0000-000000000000'::uuid)),
      ('area', coalesce(i.area_id, '00000000-0000-0000-0000-000000000000'::uuid))) d (dimension, key)
    where i.due_at is not null group by 1, 2, 3, 4, 5;
  end if;
  return null;
end $$;
create trigger cases_queues_inserted after insert on cases referencing new table as new_rows
for each statement execute function note_case_queues();
create trigger cases_queues_updated after update on cases referencing old table as old_rows new table as new_rows
for each statement execute function note_case_queues();
create trigger cases_queues_deleted after delete on cases referencing old table as old_rows
for each statement execute function note_case_queues();

-- What was there before: every item can be found and is counted.
insert into case_search (tenant_id, case_id, words)
select tenant_id, id, lower(concat_ws(E'\n', number, title, nullif(text, ''), nullif(place, ''))) from cases;
insert into case_queue_counts (tenant_id, dimension, key, state, due_at, count)
select i.tenant_id, d.dimension, d.key, i.state, i.due_at, count(*)
from cases i cross join lateral (values
  ('unit', coalesce(i.unit_id, '00000000-0000-0000-0000-000000000000'::uuid)),
  ('area', coalesce(i.area_id, '00000000-0000-0000-0000-000000000000'::uuid))) d (dimension, key)
where i.due_at is not null group by 1, 2, 3, 4, 5;

CREATE TABLE "handling_changes" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL
);

CREATE TABLE "handling_counts" (
	"tenant_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"key" uuid NOT NULL,
	"kind" text NOT NULL,
	"grain" text NOT NULL,
	"period" date NOT NULL,
	"counts" integer[] NOT NULL,
	CONSTRAINT "handling_counts_tenant_id_dimension_key_kind_grain_period_pk" PRIMARY KEY("tenant_id","dimension","key","kind","grain","period")
);

CREATE TABLE "handling_items" (
	"tenant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"unit_id" uuid,
	"area_id" uuid,
	"facts" integer NOT NULL,
	CONSTRAINT "handling_items_tenant_id_case_id_pk" PRIMARY KEY("tenant_id","case_id")
);

CREATE INDEX "handling_changes_case" ON "handling_changes" USING btree ("tenant_id","case_id");
-- Ended items that changed: by a step, by a way in, or by what the resident said afterwards.
create function note_handling_items() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into handling_changes (tenant_id, case_id) select tenant_id, id from new_rows where ended_at is not null;
  else
    insert into handling_changes (tenant_id, case_id)
    select n.tenant_id, n.id from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
    where n.ended_at is not null or o.ended_at is not null;
  end if;
  return null;
end $$;
create trigger cases_handling_inserted after insert on cases referencing new table as new_rows
for each statement execute function note_handling_items();
create trigger cases_handling_updated after update on cases referencing old table as old_rows new table as new_rows
for each statement execute function note_handling_items();
create function note_handling_parts() returns trigger language plpgsql as $$
begin
  insert into handling_changes (tenant_id, case_id)
  select distinct n.tenant_id, n.case_id from new_rows n
  join cases c on c.tenant_id = n.tenant_id and c.id = n.case_id where c.ended_at is not null;
  return null;
end $$;
create trigger case_rounds_handling_inserted after insert on case_rounds referencing new table as new_rows
for each statement execute function note_handling_parts();
create trigger case_rounds_handling_updated after update on case_rounds referencing new table as new_rows
for each statement execute function note_handling_parts();
create trigger case_clocks_handling_inserted after insert on case_clocks referencing new table as new_rows
for each statement execute function note_handling_parts();
create trigger case_clocks_handling_updated after update on case_clocks referencing new table as new_rows
for each statement execute function note_handling_parts();
insert into handling_changes (tenant_id, case_id) select tenant_id, id from cases where ended_at is not null;

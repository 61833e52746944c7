CREATE TABLE "figure_withdrawals" (
	"tenant_id" uuid NOT NULL,
	"figure_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "figure_withdrawals_tenant_id_figure_id_pk" PRIMARY KEY("tenant_id","figure_id")
);

CREATE TABLE "published_figures" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"indicator_id" text NOT NULL,
	"definition_id" text NOT NULL,
	"version" integer NOT NULL,
	"audience" text NOT NULL,
	"dimension" text NOT NULL,
	"area_id" uuid,
	"unit_id" uuid,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid NOT NULL,
	"certificate" jsonb NOT NULL,
	"open" jsonb,
	"corrects" uuid,
	"reason" text,
	CONSTRAINT "published_figures_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);

CREATE TABLE "published_rows" (
	"tenant_id" uuid NOT NULL,
	"figure_id" uuid NOT NULL,
	"open" boolean NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "published_rows_tenant_id_figure_id_open_part_pk" PRIMARY KEY("tenant_id","figure_id","open","part")
);

ALTER TABLE "indicator_definitions" ADD COLUMN "reason" text;
CREATE INDEX "published_figures_order" ON "published_figures" USING btree ("tenant_id","published_at","id");
CREATE INDEX "published_figures_indicator" ON "published_figures" USING btree ("tenant_id","indicator_id","published_at","id");
CREATE UNIQUE INDEX "published_figures_corrects" ON "published_figures" USING btree ("tenant_id","corrects") WHERE corrects is not null;
-- What was published is never changed: a correction is a new row. Rows may go with their tenant.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception $m$rows of % are added, never changed$m$, tg_table_name;
end $$;
create trigger published_figures_frozen before update on published_figures for each row execute function refuse_change();
create trigger published_rows_frozen before update on published_rows for each row execute function refuse_change();
create trigger figure_withdrawals_frozen before update on figure_withdrawals for each row execute function refuse_change();
-- Whoever reads exact figures as supervisor or leader may now publish.
update roles set permissions = array_append(permissions, $p$figures.publish$p$)
where id in ($p$supervisor$p$, $p$leader$p$) and not $p$figures.publish$p$ = any(permissions);

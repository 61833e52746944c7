CREATE TABLE "officer_closings" (
	"tenant_id" uuid NOT NULL,
	"month" date NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "officer_closings_tenant_id_month_pk" PRIMARY KEY("tenant_id","month")
);

CREATE TABLE "officer_estimates" (
	"tenant_id" uuid NOT NULL,
	"indicator_id" text NOT NULL,
	"officer_id" uuid NOT NULL,
	"month" date NOT NULL,
	"version" integer NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"estimate" jsonb,
	"refusal" text,
	CONSTRAINT "officer_estimates_tenant_id_indicator_id_officer_id_month_pk" PRIMARY KEY("tenant_id","indicator_id","officer_id","month")
);

CREATE INDEX "officer_estimates_own" ON "officer_estimates" USING btree ("tenant_id","officer_id","month");
-- What an officer was told is never changed. Rows may go with their tenant.
create trigger officer_estimates_frozen before update on officer_estimates for each row execute function refuse_change();
-- The supervising office, and nobody else, reads the figures of officers.
update roles set permissions = array_append(permissions, $p$figures.officers$p$)
where id = $p$supervisor$p$ and not $p$figures.officers$p$ = any(permissions);

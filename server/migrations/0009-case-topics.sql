CREATE TABLE "topics" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"keywords" text[] NOT NULL,
	"position" integer NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "topics_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "topics_external" UNIQUE("tenant_id","external_id")
);

ALTER TABLE "cases" ADD COLUMN "topic_id" uuid;
ALTER TABLE "cases" ADD COLUMN "tier" text;
ALTER TABLE "cases" ADD COLUMN "merged_into" uuid;
-- The roles that places started with learn what they may do now; a place that changed its roles keeps the rest of them.
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$supervision.answer$p$]) p)
where id = $p$unit-staff$p$;
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$cases.import$p$, $p$cases.export$p$, $p$cases.call-back$p$, $p$cases.workload$p$, $p$hotspots.read$p$, $p$topics.write$p$]) p)
where id = $p$dispatcher$p$;
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$cases.export$p$, $p$cases.workload$p$, $p$supervision.read$p$, $p$supervision.order$p$, $p$hotspots.read$p$, $p$campaigns.write$p$, $p$bulletins.write$p$]) p)
where id = $p$supervisor$p$;
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$supervision.read$p$, $p$supervision.order$p$, $p$hotspots.read$p$, $p$campaigns.write$p$, $p$bulletins.review$p$]) p)
where id = $p$leader$p$;
update roles set permissions = array(select distinct p from unnest(permissions || array[$p$integrations.manage$p$, $p$topics.write$p$]) p)
where id = $p$administrator$p$;

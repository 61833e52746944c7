DROP INDEX "rating_events_rating";
DROP INDEX "audit_rows_subject";
DROP INDEX "outbox_figures";
ALTER TABLE "rating_events" DROP CONSTRAINT "rating_events_tenant_id_at_id_pk";
ALTER TABLE "audit_rows" DROP CONSTRAINT "audit_rows_tenant_id_id_pk";
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_tenant_id_id_pk";
ALTER TABLE "rating_events" ADD CONSTRAINT "rating_events_tenant_id_rating_id_id_pk" PRIMARY KEY("tenant_id","rating_id","id");
ALTER TABLE "audit_rows" ADD CONSTRAINT "audit_rows_tenant_id_subject_kind_subject_id_id_pk" PRIMARY KEY("tenant_id","subject_kind","subject_id","id");
CREATE INDEX "rating_events_time" ON "rating_events" USING brin ("at");

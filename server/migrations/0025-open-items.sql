CREATE INDEX "cases_unended" ON "cases" USING btree ("tenant_id","received_at") WHERE ended_at is null;

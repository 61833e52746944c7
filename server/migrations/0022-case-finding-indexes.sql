CREATE INDEX "case_events_lately" ON "case_events" USING btree ("tenant_id","at") WHERE staff_id is not null;
CREATE INDEX "case_rounds_replied" ON "case_rounds" USING btree ("tenant_id","replied_at") WHERE replied_at is not null;
CREATE INDEX "cases_number_prefix" ON "cases" USING btree ("tenant_id","number" text_pattern_ops);

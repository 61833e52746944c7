DROP INDEX "recounts_open";
CREATE INDEX "recounts_waiting" ON "recounts" USING btree ("asked_at") WHERE done_at is null;
ALTER TABLE "recounts" DROP COLUMN "open";

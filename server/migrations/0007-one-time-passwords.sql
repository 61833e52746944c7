ALTER TABLE "staff" ADD COLUMN "one_time_until" timestamp (3) with time zone;
ALTER TABLE "staff" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;

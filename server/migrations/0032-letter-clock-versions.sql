ALTER TABLE "supervision_letters" ADD COLUMN "correct_version" integer;
ALTER TABLE "supervision_letters" ADD COLUMN "report_version" integer;
ALTER TABLE "supervision_letters" ADD COLUMN "object_version" integer;
ALTER TABLE "supervision_letters" ADD COLUMN "review_version" integer;

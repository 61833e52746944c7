ALTER TABLE "bulletins" ADD COLUMN "figures_before" jsonb;
ALTER TABLE "bulletins" ADD COLUMN "comparison" jsonb;

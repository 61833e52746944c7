ALTER TABLE "call_back_draws" ADD COLUMN "strata" jsonb;

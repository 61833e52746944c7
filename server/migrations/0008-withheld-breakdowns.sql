ALTER TABLE "closed_figures" ADD COLUMN "withheld" text[] DEFAULT '{}' NOT NULL;

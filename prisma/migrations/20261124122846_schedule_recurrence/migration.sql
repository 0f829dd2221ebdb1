-- AlterTable
ALTER TABLE "schedule" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "recurrence" JSONB;
UPDATE "schedule" SET "recurrence" = jsonb_build_object('kind', 'weekly', 'weekday', "weekday");
ALTER TABLE "schedule" DROP COLUMN "weekday",
ALTER COLUMN "recurrence" SET NOT NULL;

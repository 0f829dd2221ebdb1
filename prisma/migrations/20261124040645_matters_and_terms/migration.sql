-- AlterTable
ALTER TABLE "case" ADD COLUMN     "item" TEXT,
ADD COLUMN     "part_of" TEXT;

-- AlterTable
ALTER TABLE "clock" ADD COLUMN     "lapse" JSONB;

-- AlterTable
ALTER TABLE "schedule" ALTER COLUMN "until" SET NOT NULL;

-- CreateIndex
CREATE INDEX "case_part_of_opened_at_case_no_idx" ON "case"("part_of", "opened_at" DESC, "case_no" DESC);

-- CreateIndex
CREATE INDEX "case_item_closed_at_region_trips_idx" ON "case"("item", "closed_at", "region", "trips");

-- CreateIndex
CREATE INDEX "schedule_coordinator_id_idx" ON "schedule"("coordinator", "id");

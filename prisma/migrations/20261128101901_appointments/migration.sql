-- AlterTable
ALTER TABLE "opening" ADD COLUMN     "appointed_at" TIMESTAMPTZ(3),
ADD COLUMN     "appointed_to" TEXT;

-- CreateIndex
CREATE INDEX "opening_appointed_to_appointed_at_idx" ON "opening"("appointed_to", "appointed_at");

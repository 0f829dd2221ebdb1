-- AlterTable
ALTER TABLE "opening" ADD COLUMN     "pairs" TEXT[];
UPDATE "opening" SET "pairs" = ARRAY(
  SELECT DISTINCT substr(searched.text, place, 2)
  FROM (SELECT lower("case_no" || ' ' || "title") AS text) AS searched, generate_series(1, length(searched.text) - 1) AS place
);

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '';
ALTER TABLE "submission" ALTER COLUMN "hash" DROP DEFAULT;

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "subject_unit" TEXT,
ADD COLUMN     "supervised_by" TEXT[] DEFAULT '{}';
ALTER TABLE "case" ALTER COLUMN "supervised_by" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "opening_pairs_idx" ON "opening" USING GIN ("pairs");

-- CreateIndex
CREATE INDEX "case_supervised_by_idx" ON "case" USING GIN ("supervised_by");

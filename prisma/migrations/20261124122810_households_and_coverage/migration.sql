-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "unit_kind" ADD VALUE 'building';
ALTER TYPE "unit_kind" ADD VALUE 'gridCentre';

-- AlterTable
ALTER TABLE "opening" ADD COLUMN     "attachments" TEXT[],
ADD COLUMN     "cell" TEXT,
ADD COLUMN     "lat" DOUBLE PRECISION,
ADD COLUMN     "lng" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "attachments" TEXT[];

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "coverage" JSONB;

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "area" JSONB,
ADD COLUMN     "party" JSONB;

-- CreateTable
CREATE TABLE "attachment" (
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "attachment_upload" (
    "sha256" TEXT NOT NULL,
    "officer" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_upload_pkey" PRIMARY KEY ("sha256","officer")
);

-- CreateTable
CREATE TABLE "household" (
    "code" TEXT NOT NULL,
    "grid" TEXT NOT NULL,
    "building" TEXT,
    "address" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "phone" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "household_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "household_member" (
    "household" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "id_number" TEXT,
    "birth_year" INTEGER,

    CONSTRAINT "household_member_pkey" PRIMARY KEY ("household","number")
);

-- CreateTable
CREATE TABLE "event_category" (
    "code" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "public" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_category_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "routing_rule" (
    "category" TEXT NOT NULL,
    "grade" INTEGER NOT NULL,
    "region" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "lead" JSONB NOT NULL,
    "co_units" JSONB NOT NULL,
    "time_limit" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routing_rule_pkey" PRIMARY KEY ("category","grade","region","version")
);

-- CreateIndex
CREATE INDEX "household_grid_code_idx" ON "household"("grid", "code");

-- CreateIndex
CREATE INDEX "event_category_group_code_idx" ON "event_category"("group", "code");

-- CreateIndex
CREATE INDEX "opening_cell_at_idx" ON "opening"("cell", "at");

-- CreateIndex
CREATE INDEX "opening_attachments_idx" ON "opening" USING GIN ("attachments");

-- CreateIndex
CREATE INDEX "submission_attachments_idx" ON "submission" USING GIN ("attachments");

-- AddForeignKey
ALTER TABLE "attachment_upload" ADD CONSTRAINT "attachment_upload_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "attachment"("sha256") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_member" ADD CONSTRAINT "household_member_household_fkey" FOREIGN KEY ("household") REFERENCES "household"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_category_fkey" FOREIGN KEY ("category") REFERENCES "event_category"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "schedule" ADD COLUMN     "changes" JSONB NOT NULL DEFAULT '[]';

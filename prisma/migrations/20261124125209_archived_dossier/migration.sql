-- AlterTable
ALTER TABLE "case_archive" ADD COLUMN     "dossier" BYTEA,
ADD COLUMN     "dossier_sha256" TEXT;

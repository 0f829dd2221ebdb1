-- CreateTable
CREATE TABLE "archive_due" (
    "case_no" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "archive_due_pkey" PRIMARY KEY ("case_no")
);

-- CreateTable
CREATE TABLE "case_archive" (
    "case_no" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "events" INTEGER NOT NULL,
    "history" BYTEA NOT NULL,
    "whole" BYTEA NOT NULL,
    "history_sha256" TEXT NOT NULL,
    "whole_sha256" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_archive_pkey" PRIMARY KEY ("case_no")
);

-- CreateIndex
CREATE INDEX "archive_due_next_at_idx" ON "archive_due"("next_at");

-- CreateIndex
CREATE INDEX "archive_due_since_idx" ON "archive_due"("since");

-- CreateIndex
CREATE INDEX "case_archive_archived_at_idx" ON "case_archive"("archived_at");

-- CreateIndex
CREATE INDEX "case_read_officer_id_idx" ON "case_read"("officer", "id");

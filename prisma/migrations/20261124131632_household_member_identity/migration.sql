-- CreateIndex
CREATE INDEX "household_member_id_number_idx" ON "household_member"("id_number");

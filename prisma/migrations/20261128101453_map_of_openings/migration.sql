-- CreateIndex
CREATE INDEX "opening_mapped" ON "opening"("case_no", "cell") WHERE (cell IS NOT NULL);

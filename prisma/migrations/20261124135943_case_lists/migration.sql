-- CreateIndex
CREATE INDEX "case_not_blue" ON "case"("light", "opened_at" DESC, "case_no" DESC) WHERE (light <> 'blue');

-- What the schema cannot say. Every list leaves out the cases from which its reader is recused. Without this the planner
-- takes `jsonb_typeof(recused) = 'array'` for rare, and sorts all that fits instead of walking along an index.
CREATE STATISTICS "case_recused_kind" ON (jsonb_typeof("recused")) FROM "case";

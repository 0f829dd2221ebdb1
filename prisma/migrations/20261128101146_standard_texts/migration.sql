-- CreateTable
CREATE TABLE "standard_text" (
    "id" UUID NOT NULL,
    "procedure" TEXT NOT NULL,
    "step" TEXT,
    "field" TEXT,
    "unit" TEXT,
    "name" JSONB NOT NULL,
    "text" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "standard_text_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "standard_text_procedure_id_idx" ON "standard_text"("procedure", "id");

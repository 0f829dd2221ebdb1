-- CreateTable
CREATE TABLE "formula" (
    "version" INTEGER NOT NULL,
    "satisfaction" JSONB NOT NULL,
    "weights" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by" UUID,

    CONSTRAINT "formula_pkey" PRIMARY KEY ("version")
);

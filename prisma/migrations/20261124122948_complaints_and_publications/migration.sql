-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_reason" TEXT,
    "created_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_version" (
    "publication_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID NOT NULL,

    CONSTRAINT "publication_version_pkey" PRIMARY KEY ("publication_id","version")
);

-- CreateTable
CREATE TABLE "receiving_unit" (
    "procedure" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receiving_unit_pkey" PRIMARY KEY ("procedure","region")
);

-- CreateIndex
CREATE INDEX "publication_public" ON "publication"("published_at" DESC, "id" DESC) WHERE (status = 'published');

-- CreateIndex
CREATE INDEX "publication_of_kind" ON "publication"("kind", "region", "published_at" DESC, "id" DESC) WHERE (status = 'published');

-- CreateIndex
CREATE INDEX "publication_unit_updated_at_id_idx" ON "publication"("unit", "updated_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "publication_version" ADD CONSTRAINT "publication_version_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

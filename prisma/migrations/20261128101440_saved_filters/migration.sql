-- CreateTable
CREATE TABLE "saved_filter" (
    "id" UUID NOT NULL,
    "officer_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_filter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_filter_officer_id_page_name_key" ON "saved_filter"("officer_id", "page", "name");

-- CreateIndex
CREATE INDEX "step_given" ON "step"("transferred_from") WHERE (status = 'offered' AND transferred_from IS NOT NULL);

-- AddForeignKey
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

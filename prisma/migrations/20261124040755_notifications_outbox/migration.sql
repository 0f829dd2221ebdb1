-- DropIndex
DROP INDEX "notification_recipient_channel_done_at_id_idx";

-- DropIndex
DROP INDEX "notification_channel_done_at_next_at_idx";

-- DropIndex
DROP INDEX "notification_case_no_seq_channel_recipient_key";

-- DropIndex
DROP INDEX "webhook_unit_active_idx";

-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "closed" TEXT;

-- AlterTable
ALTER TABLE "webhook" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3),
ADD COLUMN     "created_by" UUID NOT NULL,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "former_secret" TEXT,
ADD COLUMN     "former_until" TIMESTAMPTZ(3),
ADD COLUMN     "resume_at" TIMESTAMPTZ(3) NOT NULL,
ALTER COLUMN "created_at" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "notification_inbox" ON "notification"("recipient", "id") WHERE (channel = 'inApp');

-- CreateIndex
CREATE INDEX "notification_unread" ON "notification"("recipient", "id") WHERE (channel = 'inApp' AND done_at IS NULL);

-- CreateIndex
CREATE INDEX "notification_pending" ON "notification"("recipient", "id") WHERE (next_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "notification_case_no_seq_recipient_key" ON "notification"("case_no", "seq", "recipient");

-- CreateIndex
CREATE INDEX "webhook_unit_id_idx" ON "webhook"("unit", "id");

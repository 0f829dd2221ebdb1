-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "unit_kind" AS ENUM ('department', 'street', 'community', 'grid', 'building', 'gridCentre', 'stationedGroup', 'supervisionOffice', 'townCommission', 'countyCommission', 'bank', 'serviceCentre', 'company', 'other');

-- CreateEnum
CREATE TYPE "officer_relation_kind" AS ENUM ('relative', 'interest');

-- CreateEnum
CREATE TYPE "rule_confidence" AS ENUM ('C', 'L', 'U');

-- CreateTable
CREATE TABLE "account" (
    "user_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "officer_id" UUID NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("user_name")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" BYTEA NOT NULL,
    "officer_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "officer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "keyed_request" (
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "keyed_request_pkey" PRIMARY KEY ("actor_id","key")
);

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
    "dossier" BYTEA,
    "history_sha256" TEXT NOT NULL,
    "whole_sha256" TEXT NOT NULL,
    "dossier_sha256" TEXT,
    "archived_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_archive_pkey" PRIMARY KEY ("case_no")
);

-- CreateTable
CREATE TABLE "attachment" (
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "attachment_upload" (
    "sha256" TEXT NOT NULL,
    "officer" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_upload_pkey" PRIMARY KEY ("sha256","officer")
);

-- CreateTable
CREATE TABLE "opening" (
    "key" TEXT NOT NULL,
    "case_no" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "procedure" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "pairs" TEXT[],
    "source" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "start" JSONB NOT NULL,
    "attachments" TEXT[],
    "receipt" TEXT,
    "opened_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lat" DOUBLE PRECISION,
    "lng" DOUBLE PRECISION,
    "cell" TEXT,

    CONSTRAINT "opening_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "party" (
    "case_no" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "named" TEXT NOT NULL,
    "name" TEXT,
    "phone" TEXT,
    "id_number" TEXT,
    "address" TEXT,

    CONSTRAINT "party_pkey" PRIMARY KEY ("case_no","id")
);

-- CreateTable
CREATE TABLE "submission" (
    "case_no" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "attachments" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("case_no","key")
);

-- CreateTable
CREATE TABLE "case_counter" (
    "prefix" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "case_counter_pkey" PRIMARY KEY ("prefix","year")
);

-- CreateTable
CREATE TABLE "case" (
    "case_no" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "procedure" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "coordinator" TEXT NOT NULL,
    "lead_unit" TEXT NOT NULL,
    "confidential" BOOLEAN NOT NULL,
    "stage" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "light" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "units" TEXT[],
    "access" TEXT[],
    "recused" JSONB NOT NULL,
    "subject_unit" TEXT,
    "supervised_by" TEXT[],
    "waits" JSONB NOT NULL,
    "part_of" TEXT,
    "item" TEXT,
    "service_day" TEXT,
    "category" TEXT,
    "grade" INTEGER,
    "place" TEXT,
    "rating" INTEGER,
    "trips" INTEGER,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "reworks" INTEGER NOT NULL DEFAULT 0,
    "contacted" BOOLEAN,
    "resolved" BOOLEAN,
    "satisfaction" INTEGER,
    "coverage" JSONB,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "case_pkey" PRIMARY KEY ("case_no")
);

-- CreateTable
CREATE TABLE "step" (
    "case_no" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "roles" TEXT[],
    "status" TEXT NOT NULL,
    "officer" TEXT,
    "transferred_from" TEXT,
    "parent" TEXT,
    "part" BOOLEAN NOT NULL,
    "about" TEXT,
    "clock" TEXT,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "data" JSONB,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "step_pkey" PRIMARY KEY ("case_no","id")
);

-- CreateTable
CREATE TABLE "clock" (
    "case_no" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "step" TEXT,
    "unit" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "version" INTEGER,
    "status" TEXT NOT NULL,
    "light" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "provisional" BOOLEAN NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "pauses" JSONB NOT NULL,
    "extensions" JSONB NOT NULL,
    "extension_pending" BOOLEAN NOT NULL,
    "lapse" JSONB,
    "plan" JSONB,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("case_no","id")
);

-- CreateTable
CREATE TABLE "entry" (
    "case_no" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "step" TEXT,
    "clock" TEXT,
    "data" JSONB NOT NULL,
    "visibility" TEXT NOT NULL,
    "tell" JSONB NOT NULL,
    "key" TEXT,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("case_no","seq")
);

-- CreateTable
CREATE TABLE "case_read" (
    "id" BIGSERIAL NOT NULL,
    "case_no" TEXT NOT NULL,
    "officer" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "case_read_pkey" PRIMARY KEY ("id")
);

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

-- CreateTable
CREATE TABLE "household" (
    "code" TEXT NOT NULL,
    "grid" TEXT NOT NULL,
    "building" TEXT,
    "address" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "phone" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "household_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "household_member" (
    "household" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "id_number" TEXT,
    "birth_year" INTEGER,

    CONSTRAINT "household_member_pkey" PRIMARY KEY ("household","number")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" BIGSERIAL NOT NULL,
    "case_no" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "closed" TEXT,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "former_secret" TEXT,
    "former_until" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "resume_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

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

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "parent_code" TEXT,
    "short" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "unit" (
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "kind" "unit_kind" NOT NULL,
    "region_code" TEXT NOT NULL,
    "parent_code" TEXT,
    "discipline" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "party" JSONB,
    "area" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "officer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "unit_code" TEXT NOT NULL,
    "roles" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "phone" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_relation" (
    "id" UUID NOT NULL,
    "officer_id" UUID NOT NULL,
    "relation" "officer_relation_kind" NOT NULL,
    "subject_officer_id" UUID,
    "subject_unit_code" TEXT,
    "declared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter" (
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "category" TEXT NOT NULL,
    "materials" JSONB NOT NULL,
    "promise" JSONB,
    "departments" TEXT[],
    "jointly" BOOLEAN NOT NULL DEFAULT false,
    "deliverable" JSONB,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matter_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "event_category" (
    "code" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "public" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_category_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "routing_rule" (
    "category" TEXT NOT NULL,
    "grade" INTEGER NOT NULL,
    "region" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "lead" JSONB NOT NULL,
    "co_units" JSONB NOT NULL,
    "time_limit" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routing_rule_pkey" PRIMARY KEY ("category","grade","region","version")
);

-- CreateTable
CREATE TABLE "time_limit_rule" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "label" JSONB NOT NULL,
    "term" JSONB NOT NULL,
    "extension" JSONB,
    "ladder" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" "rule_confidence" NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "time_limit_rule_pkey" PRIMARY KEY ("code","version")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "day" DATE NOT NULL,
    "is_workday" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" TEXT NOT NULL,
    "procedure" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "coordinator" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "recurrence" JSONB NOT NULL,
    "opens_at" TEXT NOT NULL,
    "closes_at" TEXT NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "on_holiday" TEXT NOT NULL,
    "matter" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "until" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_officer_id_key" ON "account"("officer_id");

-- CreateIndex
CREATE INDEX "session_officer_id_idx" ON "session"("officer_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_officer_id_idx" ON "api_key"("officer_id");

-- CreateIndex
CREATE INDEX "keyed_request_created_at_idx" ON "keyed_request"("created_at");

-- CreateIndex
CREATE INDEX "archive_due_next_at_idx" ON "archive_due"("next_at");

-- CreateIndex
CREATE INDEX "archive_due_since_idx" ON "archive_due"("since");

-- CreateIndex
CREATE INDEX "case_archive_archived_at_idx" ON "case_archive"("archived_at");

-- CreateIndex
CREATE UNIQUE INDEX "opening_case_no_key" ON "opening"("case_no");

-- CreateIndex
CREATE UNIQUE INDEX "opening_workflow_id_key" ON "opening"("workflow_id");

-- CreateIndex
CREATE UNIQUE INDEX "opening_receipt_key" ON "opening"("receipt");

-- CreateIndex
CREATE INDEX "opening_pairs_idx" ON "opening" USING GIN ("pairs");

-- CreateIndex
CREATE INDEX "opening_cell_at_idx" ON "opening"("cell", "at");

-- CreateIndex
CREATE INDEX "opening_attachments_idx" ON "opening" USING GIN ("attachments");

-- CreateIndex
CREATE INDEX "submission_attachments_idx" ON "submission" USING GIN ("attachments");

-- CreateIndex
CREATE UNIQUE INDEX "case_workflow_id_key" ON "case"("workflow_id");

-- CreateIndex
CREATE INDEX "case_opened_at_case_no_idx" ON "case"("opened_at" DESC, "case_no" DESC);

-- CreateIndex
CREATE INDEX "case_procedure_opened_at_case_no_idx" ON "case"("procedure", "opened_at" DESC, "case_no" DESC);

-- CreateIndex
CREATE INDEX "case_region_opened_at_case_no_idx" ON "case"("region", "opened_at" DESC, "case_no" DESC);

-- CreateIndex
CREATE INDEX "case_status_due_at_idx" ON "case"("status", "due_at");

-- CreateIndex
CREATE INDEX "case_not_blue" ON "case"("light", "opened_at" DESC, "case_no" DESC) WHERE (light <> 'blue');

-- CreateIndex
CREATE INDEX "case_part_of_opened_at_case_no_idx" ON "case"("part_of", "opened_at" DESC, "case_no" DESC);

-- CreateIndex
CREATE INDEX "case_item_closed_at_region_trips_idx" ON "case"("item", "closed_at", "region", "trips");

-- CreateIndex
CREATE INDEX "case_place_category_opened_at_idx" ON "case"("place", "category", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "case_units_idx" ON "case" USING GIN ("units");

-- CreateIndex
CREATE INDEX "case_access_idx" ON "case" USING GIN ("access");

-- CreateIndex
CREATE INDEX "case_supervised_by_idx" ON "case" USING GIN ("supervised_by");

-- CreateIndex
CREATE INDEX "step_unit_status_idx" ON "step"("unit", "status");

-- CreateIndex
CREATE INDEX "clock_status_provisional_idx" ON "clock"("status", "provisional");

-- CreateIndex
CREATE INDEX "entry_case_no_key_idx" ON "entry"("case_no", "key");

-- CreateIndex
CREATE INDEX "case_read_case_no_at_idx" ON "case_read"("case_no", "at");

-- CreateIndex
CREATE INDEX "case_read_officer_id_idx" ON "case_read"("officer", "id");

-- CreateIndex
CREATE INDEX "household_grid_code_idx" ON "household"("grid", "code");

-- CreateIndex
CREATE INDEX "household_member_id_number_idx" ON "household_member"("id_number");

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

-- CreateIndex
CREATE INDEX "publication_public" ON "publication"("published_at" DESC, "id" DESC) WHERE (status = 'published');

-- CreateIndex
CREATE INDEX "publication_of_kind" ON "publication"("kind", "region", "published_at" DESC, "id" DESC) WHERE (status = 'published');

-- CreateIndex
CREATE INDEX "publication_unit_updated_at_id_idx" ON "publication"("unit", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "region_parent_code_code_idx" ON "region"("parent_code", "code");

-- CreateIndex
CREATE UNIQUE INDEX "region_short_key" ON "region"("short");

-- CreateIndex
CREATE INDEX "unit_parent_code_code_idx" ON "unit"("parent_code", "code");

-- CreateIndex
CREATE INDEX "unit_region_code_code_idx" ON "unit"("region_code", "code");

-- CreateIndex
CREATE INDEX "unit_kind_code_idx" ON "unit"("kind", "code");

-- CreateIndex
CREATE INDEX "officer_unit_code_id_idx" ON "officer"("unit_code", "id");

-- CreateIndex
CREATE INDEX "officer_roles_idx" ON "officer" USING GIN ("roles");

-- CreateIndex
CREATE INDEX "officer_relation_subject_officer_id_idx" ON "officer_relation"("subject_officer_id");

-- CreateIndex
CREATE INDEX "officer_relation_subject_unit_code_idx" ON "officer_relation"("subject_unit_code");

-- CreateIndex
CREATE UNIQUE INDEX "officer_relation_officer_id_relation_subject_officer_id_sub_key" ON "officer_relation"("officer_id", "relation", "subject_officer_id", "subject_unit_code");

-- CreateIndex
CREATE INDEX "matter_category_code_idx" ON "matter"("category", "code");

-- CreateIndex
CREATE INDEX "event_category_group_code_idx" ON "event_category"("group", "code");

-- CreateIndex
CREATE INDEX "schedule_region_id_idx" ON "schedule"("region", "id");

-- CreateIndex
CREATE INDEX "schedule_coordinator_id_idx" ON "schedule"("coordinator", "id");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment_upload" ADD CONSTRAINT "attachment_upload_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "attachment"("sha256") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party" ADD CONSTRAINT "party_case_no_fkey" FOREIGN KEY ("case_no") REFERENCES "opening"("case_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_case_no_fkey" FOREIGN KEY ("case_no") REFERENCES "opening"("case_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_case_no_fkey" FOREIGN KEY ("case_no") REFERENCES "case"("case_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clock" ADD CONSTRAINT "clock_case_no_fkey" FOREIGN KEY ("case_no") REFERENCES "case"("case_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_case_no_fkey" FOREIGN KEY ("case_no") REFERENCES "case"("case_no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_member" ADD CONSTRAINT "household_member_household_fkey" FOREIGN KEY ("household") REFERENCES "household"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_version" ADD CONSTRAINT "publication_version_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "region"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer" ADD CONSTRAINT "officer_unit_code_fkey" FOREIGN KEY ("unit_code") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_relation" ADD CONSTRAINT "officer_relation_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_relation" ADD CONSTRAINT "officer_relation_subject_officer_id_fkey" FOREIGN KEY ("subject_officer_id") REFERENCES "officer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_relation" ADD CONSTRAINT "officer_relation_subject_unit_code_fkey" FOREIGN KEY ("subject_unit_code") REFERENCES "unit"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_category_fkey" FOREIGN KEY ("category") REFERENCES "event_category"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema cannot say. Every list leaves out the cases from which its reader is recused. Without this the planner
-- takes `jsonb_typeof(recused) = 'array'` for rare, and sorts all that fits instead of walking along an index.
CREATE STATISTICS "case_recused_kind" ON (jsonb_typeof("recused")) FROM "case";

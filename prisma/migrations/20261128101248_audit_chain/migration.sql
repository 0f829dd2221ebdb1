-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "officer" UUID,
    "subject" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "audit_entry_kind_seq_idx" ON "audit_entry"("kind", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_officer_seq_idx" ON "audit_entry"("officer", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_subject_seq_idx" ON "audit_entry"("subject", "seq");

-- What an entry is chained by: the hash before it, and its own content.
CREATE FUNCTION audit_hash(previous BYTEA, entry audit_entry) RETURNS BYTEA LANGUAGE sql STABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    entry.seq, (extract(epoch FROM entry.at) * 1000)::bigint, entry.kind, entry.officer, entry.subject, entry.request_id, entry.detail)::text, 'UTF8'))
$$;

-- Numbers and chains each entry, one after the other: who appends holds the lock until his transaction ends.
CREATE FUNCTION audit_append() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  last audit_entry;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
  SELECT * INTO last FROM audit_entry ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.hash := audit_hash(coalesce(last.hash, ''::bytea), NEW);
  RETURN NEW;
END
$$;
CREATE TRIGGER audit_entry_chained BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_append();

CREATE FUNCTION audit_keep() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an audit entry is neither changed nor removed';
END
$$;
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();

-- Reads of before stand first in the chain.
INSERT INTO audit_entry (at, kind, officer, subject, request_id, detail)
SELECT at, 'caseRead', officer, case_no, request_id, '{}' FROM case_read ORDER BY id;
DROP TABLE case_read;

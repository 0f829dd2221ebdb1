#!/bin/sh
# Brings Temporal's two databases to the schema of this server version; doing it again changes nothing.
set -eu
versions=/etc/temporal/schema/postgresql/v12

schema() {
  temporal-sql-tool --db "$1" update-schema -d "$versions/$2/versioned" && return
  temporal-sql-tool --db "$1" setup-schema -v 0.0
  temporal-sql-tool --db "$1" update-schema -d "$versions/$2/versioned"
}

schema temporal temporal
schema temporal_visibility visibility

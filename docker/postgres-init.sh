#!/bin/sh
# Runs once, on an empty data volume: a role and databases of its own for Liandong and for Temporal.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
  --set liandong_password="$LIANDONG_DB_PASSWORD" --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role liandong login password :'liandong_password';
create database liandong owner liandong;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL

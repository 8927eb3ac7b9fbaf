#!/bin/sh
# Starts a member of the replica set with the key that its members know each other by. What a killed process had begun is
# in nobody's way for long.
set -eu
umask 377
printf '%s' "$REPLICA_KEY" > /tmp/replica-key
chown 999:999 /tmp/replica-key
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/replica-key --bind_ip_all \
  --setParameter transactionLifetimeLimitSeconds=5

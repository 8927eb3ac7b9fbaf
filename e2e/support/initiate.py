"""Makes a fresh mongod a single-node replica set and waits until it can be written to."""

import sys
import time

import pymongo
from pymongo.errors import OperationFailure

DEADLINE_SECONDS = 60
# The server's error code for a replica set that there is already.
ALREADY_INITIALIZED = 23


def main(port: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    address = f"127.0.0.1:{port}"
    client = pymongo.MongoClient(
        f"mongodb://{address}/?directConnection=true", serverSelectionTimeoutMS=DEADLINE_SECONDS * 1000
    )
    try:
        client.admin.command("replSetInitiate", {"_id": "tests", "members": [{"_id": 0, "host": address}]})
    except OperationFailure as failure:
        if failure.code != ALREADY_INITIALIZED:
            raise
    while not client.admin.command("hello")["isWritablePrimary"]:
        if time.monotonic() > deadline:
            sys.exit(f"{address} did not become writable within {DEADLINE_SECONDS} s")
        time.sleep(0.05)


main(sys.argv[1])

#!/usr/bin/env python3
"""Checks an Avenue archive without any code of Avenue.

Reads tar and BSON itself, recomputes every digest and count, and compares what the archive holds, and what was
restored from it, with the live databases: documents byte for byte, options and indexes. Prints what differs and ends
with status 1; ends with 0 when nothing does.

    check_archive.py --archive a.tar.zst [--source URI DB] [--restored URI DB]
    check_archive.py --source URI DB --restored URI DB

Needs pymongo, and zstandard for .tar.zst.
"""
import argparse
import base64
import gzip
import hashlib
import io
import json
import struct
import sys
import tarfile
from urllib.parse import quote_plus

from bson import json_util
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from bson.son import SON
from pymongo import MongoClient

MARKER = "avenue_restore_unfinished"
problems = []


def problem(text):
    problems.append(text)
    print("DIFFERENT:", text)


def split(data):
    """Documents of a run of BSON, by their lengths only."""
    at, found = 0, []
    while at < len(data):
        (length,) = struct.unpack_from("<i", data, at)
        if length < 5 or at + length > len(data) or data[at + length - 1] != 0:
            raise ValueError(f"bad document at byte {at}")
        found.append(bytes(data[at : at + length]))
        at += length
    return found


def decompressed(path):
    with open(path, "rb") as file:
        raw = file.read()
    if raw[:2] == b"\x1f\x8b":
        return raw, gzip.decompress(raw)
    import zstandard

    out = io.BytesIO()
    reader = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(raw), read_across_frames=True)
    while chunk := reader.read(1 << 20):
        out.write(chunk)
    return raw, out.getvalue()


def file_stem(name):
    """What mongodump calls the files of a collection."""
    escaped = quote_plus(name, safe="~")
    if len(escaped) <= 238:
        return escaped
    digest = base64.urlsafe_b64encode(hashlib.sha1(name.encode()).digest()).decode().rstrip("=")
    return escaped[:208] + "%24" + digest


def read_archive(path):
    raw, tar_bytes = decompressed(path)
    entries = {}
    with tarfile.open(fileobj=io.BytesIO(tar_bytes)) as tar:
        order = []
        for member in tar:
            if member.name in entries:
                problem(f"{member.name} is in the archive twice")
            entries[member.name] = tar.extractfile(member).read()
            order.append(member.name)
    if order[-1] != "MANIFEST.json":
        problem("the manifest is not the last entry")
    manifest_bytes = entries.pop("MANIFEST.json")
    manifest = json.loads(manifest_bytes)
    emptied = manifest_bytes.replace(manifest["digest"].encode(), b"")
    if hashlib.sha256(emptied).hexdigest() != manifest["digest"]:
        problem("the manifest's own digest does not match")
    database = manifest["database"]["name"]
    listed = {"prelude.json"}
    check_file(manifest["prelude"], entries)
    collections = {}
    for entry in manifest["collections"]:
        name = entry["name"]
        listed.add(entry["metadata"]["path"])
        check_file(entry["metadata"], entries)
        if entry["metadata"]["path"] != f"{database}/{file_stem(name)}.metadata.json":
            problem(f"{name}: unexpected file name {entry['metadata']['path']}")
        metadata = json_util.loads(
            entries[entry["metadata"]["path"]].decode(),
            json_options=json_util.CANONICAL_JSON_OPTIONS.with_options(document_class=SON),
        )
        if metadata["collectionName"] != name or metadata["type"] != entry["kind"]:
            problem(f"{name}: metadata name or type differ from the manifest")
        documents = []
        if entry["data"]:
            listed.add(entry["data"]["path"])
            check_file(entry["data"], entries)
            data_name = ("system.buckets." if entry["kind"] == "timeseries" else "") + name
            if entry["data"]["path"] != f"{database}/{file_stem(data_name)}.bson":
                problem(f"{name}: unexpected file name {entry['data']['path']}")
            documents = split(entries[entry["data"]["path"]])
        if len(documents) != entry["documents"] or sum(map(len, documents)) != entry["bytes"]:
            problem(f"{name}: documents or bytes differ from the manifest")
        collections[name] = {
            "type": entry["kind"],
            "options": metadata["options"],
            "indexes": metadata["indexes"],
            "documents": documents,
        }
    for name in set(entries) - listed:
        problem(f"{name} is in the archive, but not in the manifest")
    totals = manifest["totals"]
    if totals["documents"] != sum(len(c["documents"]) for c in collections.values()):
        problem("the total of documents is wrong")
    print(f"archive: {len(collections)} collections, {totals['documents']} documents, "
          f"sha256 {hashlib.sha256(raw).hexdigest()}")
    return manifest, collections


def check_file(file, entries):
    data = entries.get(file["path"])
    if data is None:
        problem(f"{file['path']} is missing")
        return
    if len(data) != file["bytes"]:
        problem(f"{file['path']}: size differs")
    if hashlib.sha256(data).hexdigest() != file["sha256"] or hashlib.md5(data).hexdigest() != file["md5"]:
        problem(f"{file['path']}: digest differs")


def drained(db, command, options=None):
    """Everything that a command's cursor gives. By commands, because pymongo refuses names that servers allow."""
    reply = db.command(command, codec_options=options or CodecOptions(document_class=SON))
    cursor, batch = reply["cursor"], "firstBatch"
    while True:
        yield from cursor[batch]
        if not cursor["id"]:
            return
        more = SON([("getMore", cursor["id"]), ("collection", cursor["ns"].split(".", 1)[1])])
        cursor, batch = db.command(more, codec_options=options or CodecOptions(document_class=SON))["cursor"], "nextBatch"


def read_live(uri, name):
    client = MongoClient(uri)
    db = client.get_database(name, codec_options=CodecOptions(document_class=SON))
    collections = {}
    for info in db.list_collections():
        collection = info["name"]
        if collection == MARKER or (collection.startswith("system.") and collection != "system.js"):
            continue
        kind = info["type"]
        documents, indexes = [], []
        if kind != "view":
            data = ("system.buckets." if kind == "timeseries" else "") + collection
            options = CodecOptions(document_class=RawBSONDocument)
            documents = [bytes(d.raw) for d in drained(db, SON([("find", data)]), options)]
            indexes = list(drained(db, SON([("listIndexes", collection)])))
        collections[collection] = {
            "type": kind, "options": info["options"], "indexes": indexes, "documents": documents,
        }
    print(f"{name}: {len(collections)} collections, {sum(len(c['documents']) for c in collections.values())} documents")
    return collections


def plain(value, top=True):
    """Definitions in a form in which equal meanings are equal."""
    if isinstance(value, dict):
        items = [(k, plain(v, False)) for k, v in value.items()]
        return tuple(sorted(items, key=lambda i: i[0])) if top else tuple(items)
    if isinstance(value, list):
        return tuple(plain(v, False) for v in value)
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, (int, float)):
        return ("number", repr(float(value)))
    return repr(value)


def same(what, left, right):
    for name in sorted(set(left) | set(right)):
        if name not in left or name not in right:
            problem(f"{what}: {name} is only on one side")
            continue
        a, b = left[name], right[name]
        if a["type"] != b["type"]:
            problem(f"{what}: {name} is a {a['type']} and a {b['type']}")
        if plain(a["options"]) != plain(b["options"]):
            problem(f"{what}: options of {name}: {a['options']} and {b['options']}")
        index = lambda c: sorted((i["name"], plain({k: v for k, v in i.items() if k != "ns"})) for i in c["indexes"])
        if index(a) != index(b):
            problem(f"{what}: indexes of {name}: {a['indexes']} and {b['indexes']}")
        if a["documents"] != b["documents"]:
            capped = a["options"].get("capped")
            if capped or sorted(a["documents"]) != sorted(b["documents"]):
                lost = len(set(a["documents"]) - set(b["documents"]))
                added = len(set(b["documents"]) - set(a["documents"]))
                problem(f"{what}: documents of {name}: {lost} only left, {added} only right, "
                        f"{len(a['documents'])} and {len(b['documents'])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive")
    parser.add_argument("--source", nargs=2, metavar=("URI", "DB"))
    parser.add_argument("--restored", nargs=2, metavar=("URI", "DB"))
    args = parser.parse_args()
    sides = []
    if args.archive:
        manifest, archived = read_archive(args.archive)
        sides.append(("archive", archived))
    if args.source:
        source = read_live(*args.source)
        if args.archive:
            for excluded in manifest["excluded"]:
                source.pop(excluded["name"], None)
        sides.append(("source", source))
    if args.restored:
        sides.append(("restored", read_live(*args.restored)))
    if not sides:
        parser.error("nothing to check")
    (first, left), *others = sides
    for name, right in others:
        same(f"{first} and {name}", left, right)
    print("all equal" if not problems else f"{len(problems)} differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

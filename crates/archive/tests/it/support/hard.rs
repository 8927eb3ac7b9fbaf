//! Everything that is hard to copy without loss.

use mongodb::{
    Database,
    bson::{
        self, Binary, Bson, Document, RawDocumentBuf, Timestamp, doc, oid::ObjectId, rawdoc,
        spec::BinarySubtype,
    },
};

/// A document from elements, any bytes allowed.
pub fn raw(elements: &[(u8, &[u8], &[u8])]) -> RawDocumentBuf {
    let mut bytes = vec![0; 4];
    for (kind, key, value) in elements {
        bytes.push(*kind);
        bytes.extend_from_slice(key);
        bytes.push(0);
        bytes.extend_from_slice(value);
    }
    bytes.push(0);
    let length = i32::try_from(bytes.len()).unwrap().to_le_bytes();
    bytes[..4].copy_from_slice(&length);
    RawDocumentBuf::from_bytes(bytes).unwrap()
}

pub async fn insert_raw(db: &Database, collection: &str, documents: Vec<RawDocumentBuf>) {
    let mut list = bson::RawArrayBuf::new();
    for document in documents {
        list.push(document);
    }
    let mut command = rawdoc! { "insert": collection };
    command.append(bson::raw::cstr!("documents"), list);
    command.append(bson::raw::cstr!("bypassDocumentValidation"), true);
    let answer = db.run_raw_command(command).await.unwrap();
    assert!(!answer.contains_key("writeErrors"), "{answer}");
}

pub async fn create(db: &Database, command: Document) {
    db.run_command(command).await.unwrap();
}

/// Every type that BSON has, deprecated ones too.
pub fn every_type() -> Vec<RawDocumentBuf> {
    let string = |text: &[u8]| {
        let mut bytes = i32::try_from(text.len() + 1).unwrap().to_le_bytes().to_vec();
        bytes.extend_from_slice(text);
        bytes.push(0);
        bytes
    };
    let double = |value: f64| value.to_le_bytes().to_vec();
    let quiet_nan_with_payload = 0x7FF8_0000_DEAD_BEEF_u64.to_le_bytes().to_vec();
    let signalling_nan = 0x7FF0_0000_0000_0001_u64.to_le_bytes().to_vec();
    let inner = doc! { "x": 1, "": { "": [] } }.to_vec().unwrap();
    let binary = |subtype: u8, data: &[u8]| {
        let mut bytes = i32::try_from(data.len()).unwrap().to_le_bytes().to_vec();
        bytes.push(subtype);
        bytes.extend_from_slice(data);
        bytes
    };
    let old_binary = binary(2, &[3, 0, 0, 0, 7, 8, 9]);
    let pointer = [string(b"db.c"), vec![9; 12]].concat();
    let scoped = {
        let body = [string(b"f(x)"), inner.clone()].concat();
        [i32::try_from(body.len() + 4).unwrap().to_le_bytes().to_vec(), body].concat()
    };
    let decimal = |text: &str| text.parse::<bson::Decimal128>().unwrap().bytes().to_vec();
    let values: Vec<(u8, Vec<u8>)> = vec![
        (0x01, double(-0.0)),
        (0x01, double(0.1)),
        (0x01, double(f64::INFINITY)),
        (0x01, double(f64::NEG_INFINITY)),
        (0x01, double(f64::MIN_POSITIVE / 2.0)),
        (0x01, quiet_nan_with_payload),
        (0x01, signalling_nan),
        (0x02, string("ñandú 🦤".as_bytes())),
        (0x02, string(b"")),
        (0x02, string(b"zero \0 inside")),
        (0x02, string(b"\xFF\xFE not UTF-8")),
        (0x03, inner.clone()),
        (0x04, doc! { "0": 1, "1": "b" }.to_vec().unwrap()),
        (0x04, doc! { "5": 1, "x": "keys that no array has" }.to_vec().unwrap()),
        (0x05, binary(0, &[])),
        (0x05, old_binary),
        (0x05, binary(3, &[1; 16])),
        (0x05, binary(4, &[2; 16])),
        (0x05, binary(5, &[3; 16])),
        (0x05, binary(0x80, b"own")),
        (0x06, vec![]),
        (0x07, vec![1; 12]),
        (0x08, vec![0]),
        (0x08, vec![1]),
        (0x09, i64::MIN.to_le_bytes().to_vec()),
        (0x09, i64::MAX.to_le_bytes().to_vec()),
        (0x0A, vec![]),
        (0x0B, b"^a.*\\.b$\0imsx\0".to_vec()),
        (0x0C, pointer),
        (0x0D, string(b"function() { return 1 }")),
        (0x0E, string(b"symbol")),
        (0x0F, scoped),
        (0x10, i32::MIN.to_le_bytes().to_vec()),
        (0x11, [5_u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat()),
        (0x11, vec![0; 8]),
        (0x12, i64::MIN.to_le_bytes().to_vec()),
        (0x13, decimal("0.1")),
        (0x13, decimal("-0E-6176")),
        (0x13, decimal("NaN")),
        (0x13, decimal("-Infinity")),
        (0x13, decimal("9.999999999999999999999999999999999E+6144")),
        (0xFF, vec![]),
        (0x7F, vec![]),
    ];
    values
        .iter()
        .enumerate()
        .map(|(n, (kind, value))| {
            let id = i32::try_from(n).unwrap().to_le_bytes();
            let mut nested = vec![0; 0];
            nested.extend_from_slice(raw(&[(*kind, b"deep", value)]).as_bytes());
            raw(&[(0x10, b"_id", &id), (*kind, b"value", value), (0x03, b"nested", &nested)])
        })
        .collect()
}

/// Keys that no JSON object and few programs could hold.
pub fn odd_keys() -> Vec<RawDocumentBuf> {
    let one = 1_i32.to_le_bytes();
    let two = 2_i32.to_le_bytes();
    let nested = raw(&[(0x10, b"a", &one), (0x10, b"a", &two), (0x10, b"", &one), (0x10, b"$set", &one)]);
    let stamp = [0; 8];
    vec![
        raw(&[(0x10, b"_id", &one), (0x10, b"a", &one), (0x10, b"a", &two), (0x02, b"a", b"\x02\0\0\0x\0")]),
        raw(&[(0x10, b"_id", &two), (0x10, b"", &one), (0x10, b"", &two)]),
        raw(&[
            (0x02, b"_id", b"\x07\0\0\0dotted\0"),
            (0x10, b"a.b", &one),
            (0x10, b".", &two),
            (0x10, b"a..b", &two),
        ]),
        raw(&[
            (0x02, b"_id", b"\x07\0\0\0dollar\0"),
            (0x10, b"$inc", &one),
            (0x10, b"$", &two),
            (0x10, b"a.$b", &two),
        ]),
        raw(&[(0x02, b"_id", b"\x05\0\0\0deep\0"), (0x03, b"n", nested.as_bytes())]),
        raw(&[
            (0x08, b"_id", &[1]),
            (0x11, b"t", &stamp),
            (0x10, b"t", &two),
            (0x11, b"u", &stamp),
            (0x10, b"", &one),
        ]),
        raw(&[(0x08, b"_id", &[0]), (0x10, b"\xFF\xC0", &one), (0x10, "ñ".as_bytes(), &one)]),
    ]
}

/// Ids of every kind that a server takes.
pub fn odd_ids() -> Vec<Document> {
    let binary = |subtype| Binary { subtype, bytes: vec![1; 16] };
    let ids: Vec<Bson> = vec![
        Bson::Null,
        Bson::Double(1.5),
        Bson::Double(f64::NAN),
        Bson::Double(-0.0),
        Bson::String("text".into()),
        Bson::Document(doc! { "a": 1, "b": { "c": 2 } }),
        Bson::Binary(binary(BinarySubtype::Uuid)),
        Bson::Binary(binary(BinarySubtype::Generic)),
        Bson::ObjectId(ObjectId::from_bytes([3; 12])),
        Bson::Boolean(true),
        Bson::DateTime(bson::DateTime::from_millis(-5)),
        Bson::Int32(7),
        Bson::Int64(i64::MAX),
        Bson::Timestamp(Timestamp { time: 0, increment: 0 }),
        Bson::Decimal128("2.50".parse().unwrap()),
        Bson::MinKey,
        Bson::MaxKey,
        Bson::Symbol("symbol".into()),
        Bson::JavaScriptCode("f".into()),
    ];
    ids.into_iter().map(|id| doc! { "_id": id, "x": 1 }).collect()
}

/// Names that are hard on file systems.
pub fn odd_names(database: &str) -> Vec<String> {
    let longest = 255 - database.len() - 1;
    vec![
        "with space".into(),
        "slash/back\\slash".into(),
        "ñandú 🦤".into(),
        "50%+1".into(),
        "%24".into(),
        "..a..".trim_matches('.').to_owned() + "..b",
        "star*question?\"<>|:".into(),
        "-dash".into(),
        "a.metadata.json".into(),
        "a.bson".into(),
        "MANIFEST.json".into(),
        "new\nline".into(),
        "tab\tbell\u{7}".into(),
        "UPPER".into(),
        "upper".into(),
        "x".repeat(longest),
        format!("{}1", "y".repeat(longest - 1)),
        format!("{}2", "y".repeat(longest - 1)),
        "ñ".repeat(longest / 2),
        "'quoted' & <b>".into(),
    ]
}

/// Fills a database with all of it.
pub async fn fill(db: &Database) {
    insert_raw(db, "every_type", every_type()).await;
    insert_raw(db, "odd_keys", odd_keys()).await;
    db.collection("odd_ids").insert_many(odd_ids()).await.unwrap();
    for name in odd_names(db.name()) {
        db.collection(&name).insert_one(doc! { "_id": &name, "in": &name }).await.unwrap();
    }
    create(db, doc! { "create": "empty" }).await;
    put_back_stamps(db, "every_type", every_type()).await;
    put_back_stamps(db, "odd_keys", odd_keys()).await;
    large(db).await;
    kinds(db).await;
    indexes(db).await;
    gridfs(db).await;
}

/// The server fills in empty timestamps at insertion; an update by pipeline puts them back.
async fn put_back_stamps(db: &Database, collection: &str, documents: Vec<RawDocumentBuf>) {
    for document in documents {
        let stamped = document.iter().flatten().any(|(key, value)| {
            key.as_str() != "_id" && value.as_timestamp() == Some(Timestamp { time: 0, increment: 0 })
        });
        if !stamped {
            continue;
        }
        let id: Bson = document.get("_id").unwrap().unwrap().try_into().unwrap();
        let mut literal = RawDocumentBuf::new();
        literal.append(bson::raw::cstr!("$literal"), document);
        let mut stage = RawDocumentBuf::new();
        stage.append(bson::raw::cstr!("$replaceWith"), literal);
        let mut pipeline = bson::RawArrayBuf::new();
        pipeline.push(stage);
        let mut update = RawDocumentBuf::try_from(&doc! { "q": { "_id": id } }).unwrap();
        update.append(bson::raw::cstr!("u"), pipeline);
        let mut updates = bson::RawArrayBuf::new();
        updates.push(update);
        let mut command = rawdoc! { "update": collection };
        command.append(bson::raw::cstr!("updates"), updates);
        let answer = db.run_raw_command(command).await.unwrap();
        assert_eq!(answer.get_i32("nModified").ok(), Some(1), "{answer}");
    }
}

async fn large(db: &Database) {
    for n in 0..3_u8 {
        // Exactly as large as a document may be.
        let fixed = raw(&[(0x10, b"_id", &[n, 0, 0, 0]), (0x05, b"data", &[0, 0, 0, 0, 0])]).as_bytes().len();
        let data = vec![n; 16 * 1024 * 1024 - fixed];
        let mut value = i32::try_from(data.len()).unwrap().to_le_bytes().to_vec();
        value.push(0);
        value.extend_from_slice(&data);
        let document = raw(&[(0x10, b"_id", &[n, 0, 0, 0]), (0x05, b"data", &value)]);
        assert_eq!(document.as_bytes().len(), 16 * 1024 * 1024);
        insert_raw(db, "large", vec![document]).await;
    }
}

async fn kinds(db: &Database) {
    let spanish = doc! { "locale": "es", "strength": 1 };
    create(db, doc! { "create": "capped", "capped": true, "size": 4096, "max": 50 }).await;
    for n in 0..200 {
        db.collection("capped").insert_one(doc! { "_id": n, "n": n }).await.unwrap();
    }
    create(db, doc! { "create": "clustered", "clusteredIndex": { "key": { "_id": 1 }, "unique": true, "name": "mine" }, "expireAfterSeconds": 1_i64 }).await;
    let old = bson::DateTime::from_millis(1_000);
    db.collection("clustered")
        .insert_many((0..9).map(|n| doc! { "_id": format!("c{n}"), "at": old }))
        .await
        .unwrap();
    create(db, doc! { "create": "validated", "validator": { "$jsonSchema": { "required": ["name"], "properties": { "n": { "bsonType": "int" } } } }, "validationLevel": "moderate", "validationAction": "error" }).await;
    insert_raw(db, "validated", vec![rawdoc! { "_id": 1, "against": "the rules" }]).await;
    create(db, doc! { "create": "collated", "collation": &spanish }).await;
    db.collection("collated")
        .insert_many([doc! { "_id": "a", "n": "x" }, doc! { "_id": "b", "n": "y" }])
        .await
        .unwrap();
    create(
        db,
        doc! { "createIndexes": "collated", "indexes": [
            { "key": { "n": 1 }, "name": "inherits" },
            { "key": { "n": -1 }, "name": "simple", "collation": { "locale": "simple" } },
            { "key": { "n": 1 }, "name": "french", "collation": { "locale": "fr", "backwards": true } },
        ] },
    )
    .await;
    create(db, doc! { "create": "view", "viewOn": "collated", "pipeline": [{ "$match": { "n": { "$gt": "" } } }, { "$project": { "z": "$n", "a": { "$literal": 5_i64 } } }], "collation": &spanish }).await;
    create(db, doc! { "create": "view_of_view", "viewOn": "view", "pipeline": [{ "$limit": 1_i64 }], "collation": &spanish }).await;
    create(db, doc! { "create": "a_view_of_nothing", "viewOn": "does not exist", "pipeline": [] }).await;
    create(db, doc! { "create": "series", "timeseries": { "timeField": "t", "metaField": "m", "granularity": "minutes" }, "expireAfterSeconds": 3600_i64 * 24 * 365 * 40 }).await;
    let points = (0..500).map(|n| doc! { "t": bson::DateTime::from_millis(1_600_000_000_000 + n * 60_000), "m": { "sensor": n % 7 }, "v": n, "s": if n % 2 == 0 { Bson::Int32(1) } else { Bson::String("mixed".into()) } });
    db.collection("series").insert_many(points).await.unwrap();
    create(db, doc! { "createIndexes": "series", "indexes": [{ "key": { "m.sensor": 1, "t": -1 }, "name": "by sensor" }] }).await;
    create(db, doc! { "create": "series_empty", "timeseries": { "timeField": "when" } }).await;
    create(db, doc! { "insert": "system.js", "documents": [{ "_id": "f", "value": Bson::JavaScriptCode("function() {}".into()) }] }).await;
    create(db, doc! { "create": "pre_images", "changeStreamPreAndPostImages": { "enabled": true } }).await;
}

async fn indexes(db: &Database) {
    let place = |n: i32| doc! { "type": "Point", "coordinates": [n, n] };
    let documents = (0..40).map(|n| doc! {
        "_id": n, "unique": n, "at": bson::DateTime::from_millis(1_000), "text": "el perro corre", "other": "the dog runs",
        "place": place(n), "flat": [n, n], "sub": { "a": n, "b": [n, n + 1] }, "x": n % 3,
    });
    db.collection("indexed").insert_many(documents).await.unwrap();
    create(db, doc! { "createIndexes": "indexed", "indexes": [
        { "key": { "unique": 1 }, "name": "unique", "unique": true },
        { "key": { "x": 1, "sub.a": -1 }, "name": "compound" },
        { "key": { "sub.a": -1, "x": 1.0 }, "name": "compound the other way" },
        { "key": { "at": 1 }, "name": "expired long ago", "expireAfterSeconds": 1_000_000_000 },
        { "key": { "x": 1 }, "name": "partial", "partialFilterExpression": { "x": { "$gt": 1 }, "text": { "$type": 2 } } },
        { "key": { "maybe": 1 }, "name": "sparse", "sparse": true },
        { "key": { "text": "text", "other": "text" }, "name": "words", "weights": { "text": 10, "other": 2 }, "default_language": "spanish", "language_override": "lang" },
        { "key": { "x": "hashed" }, "name": "hashed" },
        { "key": { "x": "hashed", "unique": 1 }, "name": "hashed compound" },
        { "key": { "$**": 1 }, "name": "all", "wildcardProjection": { "sub": 0, "text": 0 } },
        { "key": { "sub.$**": 1 }, "name": "all of sub" },
        { "key": { "place": "2dsphere" }, "name": "sphere" },
        { "key": { "flat": "2d" }, "name": "flat", "min": -500.0, "max": 500.0, "bits": 20 },
        { "key": { "sub.b": 1 }, "name": "multikey" },
        { "key": { "text": 1 }, "name": "collated", "collation": { "locale": "es", "strength": 2 } },
        { "key": { "other": 1 }, "name": "hidden", "hidden": true },
    ] }).await;
}

async fn gridfs(db: &Database) {
    use futures::AsyncWriteExt as _;
    let bucket = db.gridfs_bucket(None);
    let mut upload = bucket.open_upload_stream("file.bin").await.unwrap();
    upload.write_all(&vec![7; 700_000]).await.unwrap();
    upload.close().await.unwrap();
}

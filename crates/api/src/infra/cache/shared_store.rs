//! Keeping in Redis. A version that Redis evicted is made anew, so that what it stood for is not seen again.

use std::sync::LazyLock;

use redis::Script;

use super::Kind;
use crate::infra::ids::new_id;
use crate::infra::redis::Redis;

/// The version that every entry depends on.
pub const VERSION_OF_ALL: &str = "avenue:cache:version:all";
/// Versions outlive every entry, so that unused ones go in the end.
const VERSION_SECONDS: u64 = 48 * 3600;

/// Makes versions that are missing (with the last argument in them), and gives where the entry belongs and what is kept.
static LOOK: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local place = ARGV[1]
        for number = 1, 3 do
            local version = redis.call('GET', KEYS[number])
            if not version then
                version = ARGV[2]
                redis.call('SET', KEYS[number], version, 'EX', ARGV[3])
            else
                redis.call('EXPIRE', KEYS[number], ARGV[3])
            end
            place = place .. ':' .. version
        end
        return {place, redis.call('GET', place)}
        ",
    )
});

pub fn version_of_kind(kind: &str) -> String {
    format!("avenue:cache:version:kind:{kind}")
}

pub fn version_of_subject(subject: &str) -> String {
    format!("avenue:cache:version:subject:{subject}")
}

/// Where the entry belongs, and what is kept there; [`None`] when Redis is away.
pub async fn look(redis: &Redis, kind: Kind, subject: &str) -> Option<(String, Option<Vec<u8>>)> {
    redis
        .ask(async |connection| {
            let mut call = LOOK.key(VERSION_OF_ALL);
            call.key(version_of_kind(kind.name)).key(version_of_subject(subject));
            call.arg(format!("avenue:cache:{}:{subject}", kind.name));
            call.arg(new_id().simple().to_string()).arg(VERSION_SECONDS);
            call.invoke_async(connection).await
        })
        .await
}

/// Keeps an entry; if Redis is away, nothing is kept.
pub async fn keep(redis: &Redis, key: String, kind: Kind, json: Vec<u8>) {
    let mut set = redis::cmd("SET");
    set.arg(key).arg(json).arg("EX").arg(kind.ttl.as_secs().max(1));
    redis.ask(async |connection| set.query_async::<()>(connection).await).await;
}

/// Makes everything that depends on this version unseen. Whether it could be done.
pub async fn change_version(redis: &Redis, version: &str) -> bool {
    let mut set = redis::cmd("SET");
    set.arg(version).arg(new_id().simple().to_string()).arg("EX").arg(VERSION_SECONDS);
    redis.ask(async |connection| set.query_async::<()>(connection).await).await.is_some()
}

//! Counting in Redis, so that all processes count together: the same algorithm as a script, by the server's clock.

use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::time::Duration;

use redis::Script;

use super::standing::{Standing, Verdict, share_of_minute};
use super::{Policy, Who};
use crate::infra::redis::Redis;

/// GCRA: keeps the time at which all will have been paid for. Times are microseconds. Gives whether it is let in, how
/// many are left, and how long until one is let in.
static GCRA: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local now = redis.call('TIME')
        now = now[1] * 1000000 + now[2]
        local each, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
        local paid = tonumber(redis.call('GET', KEYS[1]) or now)
        if paid < now then paid = now end
        local next = paid + each
        local wait = next - burst * each - now
        if wait > 0 then return {0, 0, wait} end
        redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
        return {1, math.floor((burst * each - (next - now)) / each), 0}
        ",
    )
});

/// Counts one request; [`None`] when Redis is away.
pub async fn count(redis: &Redis, policy: Policy, rate: NonZeroU32, who: Who) -> Option<Verdict> {
    let rate = rate.get();
    let each = share_of_minute(rate).as_micros();
    let key = key(policy, rate, who);
    let counted: (bool, u32, u64) = redis
        .ask(async |connection| {
            let mut call = GCRA.key(key);
            call.arg(u64::try_from(each).unwrap_or(u64::MAX)).arg(rate);
            call.invoke_async(connection).await
        })
        .await?;
    let (let_in, left, wait) = counted;
    let full_in = share_of_minute(rate) * rate.saturating_sub(left);
    let standing = Standing { policy: policy.name(), rate, left, full_in };
    Some(if let_in {
        Verdict::LetIn(standing)
    } else {
        Verdict::Refused(standing, Duration::from_micros(wait))
    })
}

/// With the rate in it: after a change of the setting, nobody pays by the old one.
fn key(policy: Policy, rate: u32, who: Who) -> String {
    let (Who::Network(who) | Who::User(who) | Who::Key(who)) = who;
    format!("avenue:limit:{}:{rate}:{who:x}", policy.name())
}

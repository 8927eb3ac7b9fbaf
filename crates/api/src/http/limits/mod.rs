//! How much anybody may ask for: by address before it is known who calls, by account or API key after.
//!
//! Each limit is so many requests a minute, all of which may come at once (GCRA). They are counted in memory, and in
//! Redis where one is configured, so that all processes count together; while Redis is away each counts for itself.
//! Answers tell in `RateLimit-Policy` and `RateLimit` how the caller stands (draft-ietf-httpapi-ratelimit-headers-10);
//! a refusal tells in `Retry-After` when the next request will be let in.
//!
//! Health probes and the app's files are not limited.

mod headers;
mod memory;
mod network;
mod shared_count;
mod standing;

use std::collections::HashSet;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpMessage, HttpRequest};
use shared::error::ErrorCode;
use utoipa::openapi::OpenApi;

pub use headers::tell;
pub use standing::{Standing, Standings};

use super::caller::Caller;
use super::{ApiError, ApiResult, RequestContext};
use crate::config;
use crate::infra::clock::Clock;
use crate::infra::metrics::Metrics;
use crate::infra::redis::Redis;
use crate::said;
use memory::Memory;
use standing::Verdict;

/// Whom a count is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// A network address, as [`network::of`] groups them.
    Network(u128),
    /// An account.
    User(u128),
    /// An API key.
    Key(u128),
}

/// A limit that holds for everybody alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// One address without a credential.
    Address,
    /// One address with a credential.
    Network,
    /// One account.
    User,
    /// One API key.
    Key,
    /// What starts work in the background.
    Work,
}

impl Policy {
    /// Its name in the headers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Network => "network",
            Self::User => "user",
            Self::Key => "key",
            Self::Work => "work",
        }
    }
}

/// The limits of this process; app data.
pub struct Limits {
    rates: config::Limits,
    memory: Memory,
    redis: Option<Redis>,
    /// The paths, as the description writes them, where a `POST` starts work in the background.
    work: HashSet<String>,
    metrics: Metrics,
}

impl Limits {
    /// Limits of these rates; `work` is where a `POST` starts work, as [`starting_work`] tells.
    pub fn new(
        rates: config::Limits,
        clock: Clock,
        redis: Option<Redis>,
        work: HashSet<String>,
        metrics: Metrics,
    ) -> Self {
        Self { rates, memory: Memory::new(clock), redis, work, metrics }
    }

    /// Counts a request before it is known who sent it.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`].
    pub async fn arriving(&self, ip: &str, has_credential: bool) -> ApiResult<()> {
        let (policy, rate) = if has_credential {
            (Policy::Network, self.rates.network)
        } else {
            (Policy::Address, self.rates.address)
        };
        self.count(policy, rate, Who::Network(network::of(ip))).await
    }

    /// Counts a request once it is known who sent it, or that nobody says.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`].
    pub async fn entering(&self, request: &HttpRequest) -> ApiResult<()> {
        let caller = Caller::of(request);
        if let Some(caller) = caller {
            match caller.key {
                Some(key) => {
                    let rate = caller.per_minute.unwrap_or(self.rates.key);
                    self.count(Policy::Key, rate, Who::Key(key.uuid().as_u128())).await?;
                }
                None => self.count(Policy::User, self.rates.user, of_user(caller)).await?,
            }
        }
        if request.method() == Method::POST && self.starts_work(request) {
            let who = caller.map(of_user).or_else(|| {
                let context = request.extensions();
                Some(Who::Network(network::of(&context.get::<RequestContext>()?.ip)))
            });
            if let Some(who) = who {
                self.count(Policy::Work, self.rates.work, who).await?;
            }
        }
        Ok(())
    }

    fn starts_work(&self, request: &HttpRequest) -> bool {
        request.match_pattern().is_some_and(|pattern| self.work.contains(&pattern))
    }

    async fn count(&self, policy: Policy, rate: u32, who: Who) -> ApiResult<()> {
        let Some(rate) = std::num::NonZeroU32::new(rate) else { return Ok(()) };
        let shared = match &self.redis {
            Some(redis) => shared_count::count(redis, policy, rate, who).await,
            None => None,
        };
        let verdict = shared.unwrap_or_else(|| self.memory.count(policy, rate, who));
        match verdict {
            Verdict::LetIn(standing) => {
                headers::note(standing);
                Ok(())
            }
            Verdict::Refused(standing, wait) => {
                self.metrics.refused(policy.name());
                headers::note(standing);
                Err(refusal(policy, rate.get(), wait))
            }
        }
    }
}

/// Whether a request shows anything that may turn out to be a good credential.
pub fn has_credential(headers: &actix_web::http::header::HeaderMap) -> bool {
    headers.contains_key(AUTHORIZATION) || headers.contains_key("x-api-key")
}

fn of_user(caller: Caller) -> Who {
    Who::User(caller.user.uuid().as_u128())
}

fn refusal(policy: Policy, rate: u32, wait: Duration) -> ApiError {
    // Whoever comes back at the full second told must be let in.
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    ApiError::new(ErrorCode::TooManyRequests)
        .detail(said!(
            "the limit \"{}\" is {rate} requests a minute; come back in {seconds} s",
            "el límite «{}» es de {rate} solicitudes por minuto; volvé en {seconds} s";
            policy.name()
        ))
        .retry_after(Duration::from_secs(seconds))
}

/// Where a `POST` answers 202: accepted, to be done in the background.
pub fn starting_work(description: &OpenApi) -> HashSet<String> {
    let paths = description.paths.paths.iter();
    let working = paths.filter(|(_, item)| {
        item.post.as_ref().is_some_and(|post| post.responses.responses.contains_key("202"))
    });
    working.map(|(path, _)| path.clone()).collect()
}

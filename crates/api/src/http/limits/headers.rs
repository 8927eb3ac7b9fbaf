//! The headers that tell how the caller stands.

use std::fmt::Write;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use super::standing::{Standing, Standings};
use crate::http::context::CURRENT;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Remembers it until the answer is made.
pub(super) fn note(standing: Standing) {
    // Outside of a request there is nobody to tell.
    let _ = CURRENT.try_with(|current| current.standings.0.borrow_mut().push(standing));
}

/// Writes what was noted into the answer's headers.
pub fn tell(standings: &Standings, headers: &mut HeaderMap) {
    let standings = standings.0.borrow();
    if standings.is_empty() {
        return;
    }
    let (mut policies, mut limits) = (String::with_capacity(48), String::with_capacity(48));
    for (number, standing) in standings.iter().enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        let seconds = standing.full_in.as_secs() + u64::from(standing.full_in.subsec_nanos() > 0);
        // Writing to a string cannot fail.
        let _ = write!(policies, "{comma}\"{}\";q={};w=60", standing.policy, standing.rate);
        let _ = write!(limits, "{comma}\"{}\";r={};t={seconds}", standing.policy, standing.left);
    }
    for (name, text) in [(POLICY, policies), (LIMIT, limits)] {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn they_are_lists_of_structured_fields() {
        let standings = Standings::default();
        let mut headers = HeaderMap::new();
        tell(&standings, &mut headers);
        assert!(headers.is_empty(), "who was not counted is told nothing");
        let standing =
            |policy, rate, left| Standing { policy, rate, left, full_in: Duration::from_millis(1_200) };
        standings.0.borrow_mut().extend([standing("network", 3000, 2999), standing("user", 600, 588)]);
        tell(&standings, &mut headers);
        let text = |name| headers.get(name).unwrap().to_str().unwrap();
        assert_eq!(text(POLICY), "\"network\";q=3000;w=60, \"user\";q=600;w=60");
        assert_eq!(text(LIMIT), "\"network\";r=2999;t=2, \"user\";r=588;t=2");
    }
}

//! Which scope a request needs.

use shared::identity::{Scope, Verb};

/// The scope that a request needs, by its method and the pattern of its address. None where the address has no domain,
/// so that nothing outside `/api/` is ever within a scope.
pub fn needed(method: &str, pattern: &str) -> Option<Scope> {
    let domain = pattern.strip_prefix("/api/")?.split('/').next()?;
    let plain = !domain.is_empty() && domain.bytes().all(|byte| byte.is_ascii_lowercase());
    let verb = match method {
        "GET" | "HEAD" => Verb::Read,
        _ => Verb::Write,
    };
    plain.then(|| Scope::new(domain, verb))
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn the_word_of_the_address_and_the_method_decide() {
        let text = |method, pattern| needed(method, pattern).map(|scope| scope.to_string());
        assert_eq!(text("GET", "/api/backups/{id}").as_deref(), Some("backups:read"));
        assert_eq!(text("HEAD", "/api/backups").as_deref(), Some("backups:read"));
        for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"] {
            assert_eq!(text(method, "/api/backups/{id}").as_deref(), Some("backups:write"), "{method}");
        }
        for pattern in ["", "/", "/api", "/api/", "/api//x", "/api/{id}", "/backups", "/api/%62ackups"] {
            assert_eq!(text("GET", pattern), None, "{pattern}");
        }
    }
}

//! Addresses of the old platform that mean one of ours: a request to one goes on as if it had come to the other.
//!
//! Not for addresses that take something else than ours do: those have handlers of their own.

use actix_web::dev::ServiceRequest;
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;
use utoipa::openapi::{HttpMethod, OpenApi};

/// One method at an old address.
#[derive(Debug, Clone, Copy)]
pub struct Alias {
    /// The method, in capitals.
    pub method: &'static str,
    /// The old address; its last segment may be a parameter, as in `/tasks/{id}`.
    pub old: &'static str,
    /// Ours, with the same parameter.
    pub ours: &'static str,
    /// The operation's id in the description.
    pub operation: &'static str,
}

impl Alias {
    /// Our address, if this is the old one.
    fn ours(&self, method: &str, path: &str) -> Option<String> {
        if method != self.method {
            return None;
        }
        let Some((before, _)) = self.old.split_once('{') else {
            return (path == self.old).then(|| self.ours.to_owned());
        };
        let parameter = path.strip_prefix(before).filter(|rest| !rest.is_empty() && !rest.contains('/'))?;
        let (before, _) = self.ours.split_once('{')?;
        Some(format!("{before}{parameter}"))
    }
}

/// The aliases of every domain.
pub type Aliases = &'static [&'static [Alias]];

/// Sends a request to an old address on to ours. Call it before the router looks.
pub fn follow(request: &mut ServiceRequest, aliases: Aliases) {
    let (method, path) = (request.method().as_str(), request.path());
    let Some(ours) = aliases.iter().copied().flatten().find_map(|alias| alias.ours(method, path)) else {
        return;
    };
    let query = request.query_string();
    let address = if query.is_empty() { ours } else { format!("{ours}?{query}") };
    let mut parts = request.uri().clone().into_parts();
    // What came in as an address and goes out with another known beginning is one still.
    let Ok(address) = PathAndQuery::try_from(address) else { return };
    parts.path_and_query = Some(address);
    let Ok(uri) = Uri::from_parts(parts) else { return };
    request.match_info_mut().get_mut().update(&uri);
    request.head_mut().uri = uri;
}

/// Describes each as the operation that it means.
pub fn describe(api: &mut OpenApi, aliases: Aliases) {
    for alias in aliases.iter().copied().flatten() {
        let meant = api.paths.get_path_operation(alias.ours, method(alias.method)).cloned();
        // Without one there is no such operation, which the test of all aliases finds.
        let Some(meant) = meant else { continue };
        let summary = meant.summary.as_deref().unwrap_or_default();
        let summary = format!("{summary} (alias of `{} {}`)", alias.method, alias.ours);
        let mut operation = meant;
        operation.operation_id = Some(alias.operation.to_owned());
        operation.summary = Some(summary);
        api.paths.add_path_operation(alias.old, vec![method(alias.method)], operation);
    }
}

fn method(name: &str) -> HttpMethod {
    match name {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

#[cfg(test)]
mod tests {
    use super::Alias;

    #[test]
    fn an_old_address_is_ours_with_its_parameter_and_only_for_its_method() {
        let alias = Alias { method: "GET", old: "/old/{id}", ours: "/ours/things/{id}", operation: "x" };
        assert_eq!(alias.ours("GET", "/old/7%2F8").as_deref(), Some("/ours/things/7%2F8"));
        for (method, path) in [("DELETE", "/old/7"), ("GET", "/old/"), ("GET", "/old/7/8"), ("GET", "/older")]
        {
            assert_eq!(alias.ours(method, path), None, "{method} {path}");
        }
        let plain = Alias { old: "/old", ours: "/ours", ..alias };
        assert_eq!(plain.ours("GET", "/old").as_deref(), Some("/ours"));
        assert_eq!(plain.ours("GET", "/old/"), None);
    }
}

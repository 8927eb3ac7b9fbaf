//! The description of the API, from the handlers themselves.
//!
//! What is the same for every operation is said here once: that a token or an API key is needed unless the handler says
//! otherwise, that what needs none is for everyone, and that every failure is a problem document. From the same description
//! come the scopes of API keys.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use actix_web::{HttpResponse, web};
use bytes::Bytes;
use serde_json::Value;
use shared::error::Problem;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::{examples, idempotency};

/// The scheme's name in the description.
pub const BEARER: &str = "bearer";
/// The scheme of API keys in the description.
pub const API_KEY: &str = "api_key";

/// The extension by which each handler says whom it is for, unless no token is needed: then it is for `everyone`. The words
/// stand in the description's text; a test calls each operation as those whom it is for and as others.
pub const WHO: &str = "x-who";

/// Completes what was collected from the handlers.
pub fn complete(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("Avenue")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(include_str!("openapi.md")))
        .license(Some(LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build()))
        .build();
    let components = api.components.get_or_insert_with(Components::new);
    let mut schemas = Vec::new();
    Problem::schemas(&mut schemas);
    schemas.push((Problem::name().into_owned(), Problem::schema()));
    components.schemas.extend(schemas);
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(scheme));
    let key = ApiKeyValue::with_description(
        "X-Api-Key",
        "A key of `POST /api/identity/keys`; also good as a bearer token.",
    );
    components
        .add_security_scheme(API_KEY, SecurityScheme::ApiKey(utoipa::openapi::security::ApiKey::Header(key)));
    for item in api.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.patch,
            &mut item.head,
            &mut item.options,
        ];
        operations.into_iter().flatten().for_each(complete_operation);
    }
    idempotency::describe(&mut api);
    api
}

fn complete_operation(operation: &mut Operation) {
    if operation.security.is_none() {
        let by = |scheme: &str| SecurityRequirement::new::<_, [String; 0], String>(scheme, []);
        operation.security = Some(vec![by(BEARER), by(API_KEY)]);
    }
    let nothing = SecurityRequirement::default();
    if operation.security.iter().flatten().any(|requirement| *requirement == nothing) {
        let extensions = operation.extensions.get_or_insert_with(Extensions::default);
        extensions.entry(WHO.to_owned()).or_insert_with(|| "everyone".into());
    }
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = meaning(status).to_owned();
        }
    }
    responses.entry("default".to_owned()).or_insert_with(|| RefOr::T(problem()));
}

/// What a success means, where the handler has nothing to add.
fn meaning(status: &str) -> &'static str {
    match status {
        "201" => "Created.",
        "202" => "Accepted: it goes on in the background.",
        "204" => "Done; there is nothing to say.",
        _ => "The answer.",
    }
}

fn problem() -> Response {
    let schema = Ref::from_schema_name("Problem");
    ResponseBuilder::new()
        .description("What went wrong: branch on `code`, show `title` and `detail`, quote `request_id`.")
        .content("application/problem+json", ContentBuilder::new().schema(Some(schema)).build())
        .build()
}

/// Every scope that an API key can have, as `<domain>:read` or `<domain>:write`, in order; app data.
#[derive(Debug)]
pub struct Scopes(pub Vec<String>);

impl Scopes {
    /// The scopes of the operations that a key can call: those at an address of the domain that they belong to.
    pub fn of(api: &OpenApi) -> Self {
        let mut found = BTreeSet::new();
        for (path, item) in &api.paths.paths {
            let reading = [&item.get, &item.head].map(|operation| (operation, "read"));
            let writing =
                [&item.put, &item.post, &item.delete, &item.patch].map(|operation| (operation, "write"));
            for (operation, verb) in reading.into_iter().chain(writing) {
                let Some(operation) = operation.as_ref().filter(|operation| takes_key(operation)) else {
                    continue;
                };
                for domain in operation.tags.iter().flatten() {
                    if path.strip_prefix("/api/").is_some_and(|rest| rest.split('/').next() == Some(domain)) {
                        found.insert(format!("{domain}:{verb}"));
                    }
                }
            }
        }
        Self(found.into_iter().collect())
    }
}

/// Whether a key can call it.
fn takes_key(operation: &Operation) -> bool {
    let by_key = SecurityRequirement::new::<_, [String; 0], String>(API_KEY, []);
    operation.security.as_ref().is_some_and(|all| all.contains(&by_key))
}

/// The description as JSON text with an example of each operation, as it is committed and served.
pub fn to_json(api: &OpenApi) -> String {
    let ordered = serde_json::to_value(api).and_then(|mut api| {
        examples::attach(&mut api)?;
        order_extensions(&mut api);
        serde_json::to_string_pretty(&api)
    });
    let mut json = ordered.unwrap_or_default();
    json.push('\n');
    json
}

/// Extensions come out of a hash map; in order, the same description always is the same text.
fn order_extensions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<String> =
                fields.keys().filter(|name| name.starts_with("x-")).cloned().collect();
            names.sort_unstable();
            for name in names {
                if let Some(extension) = fields.shift_remove(&name) {
                    fields.insert(name, extension);
                }
            }
            fields.values_mut().for_each(order_extensions);
        }
        Value::Array(items) => items.iter_mut().for_each(order_extensions),
        _ => {}
    }
}

/// The description, ready to be sent once somebody asks for it; app data.
#[derive(Debug)]
pub struct Description(LazyLock<Bytes>);

impl Description {
    /// What `write` writes.
    pub const fn new(write: fn() -> Bytes) -> Self {
        Self(LazyLock::new(write))
    }
}

/// `GET /api/openapi.json`, outside the description itself.
pub async fn serve(description: web::Data<Description>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(description.0.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_extensions_is_always_the_same() {
        let mut one =
            json!({ "x-who": "everyone", "a": { "x-b": 1, "x-a": 2, "c": [] }, "x-key": "ignored" });
        order_extensions(&mut one);
        assert_eq!(one.to_string(), r#"{"a":{"c":[],"x-a":2,"x-b":1},"x-key":"ignored","x-who":"everyone"}"#);
    }
}

//! The description of the API, from the handlers themselves.
//!
//! What is the same for every operation is said here once: that a token is needed unless the handler says otherwise,
//! and that every failure is a problem document.

use actix_web::{HttpResponse, web};
use shared::error::Problem;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::idempotency;

/// The scheme's name in the description.
pub const BEARER: &str = "bearer";

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
        operation.security = Some(vec![SecurityRequirement::new::<_, [String; 0], String>(BEARER, [])]);
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

/// The description as JSON text, as it is committed and served.
pub fn to_json(api: &OpenApi) -> String {
    let mut json = api.to_pretty_json().unwrap_or_default();
    json.push('\n');
    json
}

/// The description, ready to be sent; app data.
#[derive(Debug)]
pub struct Description(pub String);

/// `GET /api/openapi.json`, outside the description itself.
pub async fn serve(description: web::Data<Description>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(description.0.clone())
}

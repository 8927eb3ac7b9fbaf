//! What the description says of keys.

use actix_web::dev::ResourceDef;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, Required};

/// How an operation says that it takes no key.
const MARK: &str = "x-idempotency-key";

/// Describes the header on every `POST` that takes it.
pub fn describe(api: &mut OpenApi) {
    for item in api.paths.paths.values_mut() {
        if let Some(post) = item.post.as_mut().filter(|post| !is_marked(post)) {
            post.parameters.get_or_insert_default().push(parameter().into());
        }
    }
}

fn is_marked(operation: &Operation) -> bool {
    operation.extensions.as_ref().is_some_and(|extensions| extensions.contains_key(MARK))
}

fn parameter() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(16)).max_length(Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A name for this request, such as a new UUID: sent again within 24 hours, it takes effect once and is answered \
             as the first time",
        ))
        .schema(Some(schema.pattern(Some("^[!-~]+$")).build()))
        .build()
}

/// The addresses whose `POST` takes no key; app data.
pub struct Ignored(Vec<ResourceDef>);

impl Ignored {
    /// Reads them from the description.
    pub fn of(api: &OpenApi) -> Self {
        let marked = api
            .paths
            .paths
            .keys()
            .filter(|path| api.paths.get_path_operation(*path, HttpMethod::Post).is_some_and(is_marked));
        Self(marked.map(|path| ResourceDef::new(path.as_str())).collect())
    }

    /// Whether a `POST` to this address takes no key.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.0.iter().any(|address| address.is_match(path))
    }
}

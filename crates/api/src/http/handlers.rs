//! Where the domains hand in their handlers: to the router of a thread, or to the description.
//!
//! The description is large and read when somebody asks for it; a thread that answers requests does not build it, and the
//! start of a process reads the operations alone.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa::openapi::{Components, OpenApi};
use utoipa_actix_web::OpenApiFactory;

/// What takes handlers.
pub enum Handlers<'a> {
    /// The router, which calls them.
    Router(&'a mut web::ServiceConfig),
    /// The description, which tells of them.
    Description(&'a mut OpenApi),
    /// The description without what the operations take and answer: schemas are most of it.
    Operations(&'a mut OpenApi),
}

impl Handlers<'_> {
    /// Takes one.
    pub fn service<F>(&mut self, handler: F) -> &mut Self
    where
        F: HttpServiceFactory + OpenApiFactory + 'static,
    {
        match self {
            Self::Router(router) => {
                router.service(handler);
            }
            Self::Description(api) => {
                api.paths.merge(handler.paths());
                // Each names every schema that it reaches; most are known.
                let mut schemas = Vec::new();
                handler.schemas(&mut schemas);
                api.components.get_or_insert_with(Components::new).schemas.extend(schemas);
            }
            Self::Operations(api) => api.paths.merge(handler.paths()),
        }
        self
    }

    /// Takes those of a part of a domain.
    pub fn configure(&mut self, part: impl FnOnce(&mut Self)) -> &mut Self {
        part(self);
        self
    }
}

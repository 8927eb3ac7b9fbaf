//! `/api/backups`, and the addresses under which the old platform had it.

mod aliases;
mod archives;
mod downloads;
mod drills;
mod overview;
mod sending;

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{CustomizeResponder, Responder};

use crate::http::{Alias, Handlers};

/// The addresses that the old platform had, besides those in `aliases`, which take something else.
pub const ALIASES: &[Alias] = &[
    Alias {
        method: "GET",
        old: "/api/admin/backup/status",
        ours: "/api/backups/status",
        operation: "get_admin_backup_status",
    },
    Alias {
        method: "GET",
        old: "/api/admin/backup/diagnose",
        ours: "/api/backups/diagnose",
        operation: "diagnose_admin_backup",
    },
    Alias {
        method: "GET",
        old: "/api/admin/backup/diagnostics",
        ours: "/api/backups/diagnostics",
        operation: "list_admin_backup_attempts",
    },
];

/// Registers the handlers. Fixed words come before `{id}`, so that none is taken for an id.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(overview::get_backup_status)
        .service(overview::get_backup_schedule)
        .service(overview::set_backup_schedule)
        .service(overview::diagnose_backups)
        .service(overview::get_backup_destinations)
        .service(overview::list_backup_attempts)
        .service(overview::reconcile_backups)
        .service(drills::list_drills)
        .service(drills::run_drill)
        .service(downloads::download_by_ticket)
        .service(downloads::create_direct_download_ticket)
        .service(downloads::create_download_ticket)
        .service(downloads::download_backup)
        .service(archives::run_backup)
        .service(archives::list_backups)
        .service(archives::get_backup)
        .service(archives::delete_backup)
        .service(archives::undelete_backup)
        .service(archives::verify_backup)
        .service(archives::compare_backup)
        .service(archives::restore_backup)
        .service(aliases::run_admin_backup)
        .service(aliases::download_admin_backup_direct);
}

/// 202: begun, and not done.
type Accepted<T> = CustomizeResponder<Json<T>>;

fn accepted<T: serde::Serialize>(begun: T) -> Accepted<T> {
    Json(begun).customize().with_status(StatusCode::ACCEPTED)
}

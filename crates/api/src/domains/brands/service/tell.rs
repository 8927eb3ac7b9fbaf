//! What people are told of the brands that they work in.

use bson::DateTime;
use shared::brands::{BrandRole, UseAlert};
use shared::id::{BrandId, UserId};
use shared::notifications::Event;

use super::super::repo::document::BrandDoc;
use super::super::repo::packages::PackageDoc;
use crate::domains::notifications::Telling;
use crate::infra::ids::new_id;

/// What a role is called in the middle of a sentence, in Spanish and English.
const fn called(role: BrandRole) -> (&'static str, &'static str) {
    match role {
        BrandRole::Owner => ("quien la dirige", "its owner"),
        BrandRole::Admin => ("administrador", "an administrator"),
        BrandRole::Member => ("miembro", "a member"),
        BrandRole::Viewer => ("lector", "a viewer"),
    }
}

/// To somebody who has another role now.
pub fn role_changed(user: UserId, brand: BrandId, company: &str, role: BrandRole) -> Telling {
    let (role_es, role_en) = called(role);
    let event = Event::BrandRoleChanged { brand, company: company.to_owned(), role_es, role_en };
    Telling::one(user, format!("brand_role_changed:{}", new_id()), event)
}

/// To somebody who does not work there any more.
pub fn removed(user: UserId, brand: BrandId, company: &str) -> Telling {
    let event = Event::BrandRemoved { company: company.to_owned() };
    Telling::one(user, format!("brand_removed:{brand}:{}", new_id()), event)
}

/// To who worked in a brand that was thrown away, or works there again because it was brought back.
pub fn trashed(to: Vec<UserId>, brand: &BrandDoc, at: DateTime, gone: bool) -> Telling {
    let company = brand.company().to_owned();
    let event = if gone {
        Event::BrandTrashed { company }
    } else {
        Event::BrandRestored { brand: brand.id, company }
    };
    Telling { to, key: format!("{}:{}:{}", event.word(), brand.id, at.timestamp_millis()), event }
}

/// To whoever invited somebody who accepted. `name` is who.
pub fn joined(user: UserId, brand: BrandId, company: &str, name: &str) -> Telling {
    let event = Event::BrandJoined { brand, company: company.to_owned(), name: name.to_owned() };
    Telling::one(user, format!("brand_joined:{}", new_id()), event)
}

/// To whoever manages the brand: much of the month's deliveries are used, or all of them. `key` names the package, the
/// month and the share, so that each is told once.
pub fn of_use(
    to: Vec<UserId>,
    brand: &BrandDoc,
    package: &PackageDoc,
    used: u32,
    alert: UseAlert,
    key: &str,
) -> Telling {
    let (company, limit) = (brand.company().to_owned(), package.deliveries_a_month);
    let event = match alert {
        UseAlert::Almost => Event::BrandUse { brand: brand.id, company, used, limit },
        UseAlert::Full => Event::BrandUsedUp { brand: brand.id, company, limit },
    };
    Telling { to, key: format!("brand_use:{key}"), event }
}

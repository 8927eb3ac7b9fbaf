//! Roles, states and alerts in words.

use leptos::prelude::*;
use shared::brands::{BrandRole, BrandState, PackageState, UseAlert};

use crate::i18n::tr;
use crate::ui::form::SelectOption;
use crate::ui::status::{Badge, Tone};

/// The roles that can be given, from the least to the most.
pub const GIVEN: [BrandRole; 3] = [BrandRole::Viewer, BrandRole::Member, BrandRole::Admin];

/// The name of a role.
pub fn role(role: BrandRole) -> fn() -> &'static str {
    match role {
        BrandRole::Viewer => tr!(brands.role_viewer),
        BrandRole::Member => tr!(brands.role_member),
        BrandRole::Admin => tr!(brands.role_admin),
        BrandRole::Owner => tr!(brands.role_owner),
    }
}

/// What somebody with a role may do.
pub fn role_means(role: BrandRole) -> fn() -> &'static str {
    match role {
        BrandRole::Viewer => tr!(brands.role_viewer_text),
        BrandRole::Member => tr!(brands.role_member_text),
        BrandRole::Admin => tr!(brands.role_admin_text),
        BrandRole::Owner => tr!(brands.role_owner_text),
    }
}

/// The role of that word; the least for any other word.
pub fn role_of(word: &str) -> BrandRole {
    BrandRole::ALL.iter().copied().find(|role| role.as_str() == word).unwrap_or(BrandRole::Viewer)
}

/// The roles that can be given, to choose from.
pub fn role_options() -> Vec<SelectOption> {
    GIVEN.into_iter().map(|one| SelectOption::new(one.as_str(), role(one))).collect()
}

/// A role as a badge.
pub fn role_badge(one: BrandRole) -> AnyView {
    let tone = if one == BrandRole::Owner { Tone::Info } else { Tone::Neutral };
    view! { <Badge text=role(one) tone/> }.into_any()
}

/// Where a brand stands.
pub fn state(state: BrandState) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match state {
        BrandState::Open => (tr!(brands.state_open), Tone::Good),
        BrandState::Trashed => (tr!(brands.state_trashed), Tone::Attention),
        BrandState::Closed => (tr!(brands.state_closed), Tone::Neutral),
    };
    view! { <Badge text tone/> }.into_any()
}

/// Where a package stands.
pub fn package_state(state: PackageState) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match state {
        PackageState::Running => (tr!(brands.package_running), Tone::Good),
        PackageState::RunOut => (tr!(brands.package_run_out), Tone::Neutral),
        PackageState::Ended => (tr!(brands.package_ended), Tone::Attention),
    };
    view! { <Badge text tone/> }.into_any()
}

/// What is to be said of a month's use.
pub fn alert(alert: UseAlert) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match alert {
        UseAlert::Almost => (tr!(brands.alert_almost), Tone::Attention),
        UseAlert::Full => (tr!(brands.alert_full), Tone::Bad),
    };
    view! { <Badge text tone/> }.into_any()
}

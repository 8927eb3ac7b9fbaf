//! Who may see a page. The API decides again at every request; this only spares people a page of refusals.

use leptos::prelude::*;
use shared::identity::{Me, Role};

use crate::address;
use crate::browser::watch;
use crate::i18n::tr;
use crate::session::{Visitor, use_session};
use crate::ui::button::ButtonLink;
use crate::ui::icon::Icon;
use crate::ui::state::{Empty, Skeleton};

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who is signed in.
    Account,
    /// Administrators.
    Admin,
}

/// Where a second factor is set up.
const SECURITY: &str = "/account/security";

fn sets_it_up() -> bool {
    address::path().get_untracked() == SECURITY
}

/// Shows its children to whom they are for. Others sign in first, change a one-time password, give a phone number or
/// set up a second factor.
#[component]
pub fn Guard(
    /// Whom the children are for.
    audience: Audience,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    watch(move || match session.visitor() {
        Visitor::Nobody => {
            address::replace(&format!("/sign-in?next={}", crate::api::encode(&address::whole())));
        }
        // Who looks as somebody else has nothing to do for them.
        Visitor::Account(_) if session.is_looking() => {}
        Visitor::Account(me) if me.must_change_password => address::replace("/change-password"),
        Visitor::Account(me) if me.phone_required => {
            address::replace(&format!("/phone?next={}", crate::api::encode(&address::whole())));
        }
        Visitor::Account(me) if me.second_factor_required && !sets_it_up() => address::replace(SECURITY),
        Visitor::Unknown | Visitor::Account(_) => {}
    });
    // Only the kind of visitor matters here: a change of name must not build the page anew.
    let admitted = Memo::new(move |_| match session.visitor() {
        Visitor::Account(_) if session.is_looking() => Some(audience == Audience::Account),
        Visitor::Account(me) if me.must_change_password || me.phone_required => None,
        Visitor::Account(me) if !me.second_factor_required || sets_it_up() => {
            Some(audience == Audience::Account || session.is_admin())
        }
        Visitor::Account(_) | Visitor::Unknown | Visitor::Nobody => None,
    });
    move || {
        match admitted.get() {
        Some(true) => children().into_any(),
        Some(false) => view! {
            <main id="main" class="page" tabindex="-1">
                <h1 class="hidden-visually">{tr!(common.forbidden_title)}</h1>
                <Empty title=tr!(common.forbidden_title) text=tr!(common.forbidden_text) icon=Icon::ShieldCheck>
                    <ButtonLink text=tr!(common.go_home) href="/"/>
                </Empty>
            </main>
        }
        .into_any(),
        None => view! { <main id="main" class="page" tabindex="-1"><Skeleton lines=6/></main> }.into_any(),
    }
    }
}

/// Where to go after coming in: what has to be done first, else where somebody was headed.
pub fn first_stop(me: &Me, next: Option<String>) -> String {
    let next = safe_next(next, me.roles.contains(&Role::Admin));
    if me.must_change_password {
        "/change-password".to_owned()
    } else if me.phone_required {
        format!("/phone?next={}", crate::api::encode(&next))
    } else if me.second_factor_required {
        SECURITY.to_owned()
    } else {
        next
    }
}

/// The address of another way in, which keeps where somebody was headed.
pub fn keeping_next(way_in: &str, next: Option<String>) -> String {
    match next {
        Some(next) => format!("{way_in}?next={}", crate::api::encode(&next)),
        None => way_in.to_owned(),
    }
}

/// Where to go after signing in: only an address of our own, never one of another site.
pub fn safe_next(next: Option<String>, is_admin: bool) -> String {
    match next {
        Some(next) if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') => next,
        _ if is_admin => "/admin".to_owned(),
        _ => "/account".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::safe_next;

    #[wasm_bindgen_test]
    fn only_our_own_addresses_are_followed() {
        let next = |text: &str| safe_next(Some(text.to_owned()), false);
        assert_eq!(next("/admin/backups?state=failed"), "/admin/backups?state=failed");
        for foreign in ["https://example.com", "//example.com", "/\\example.com", "javascript:alert(1)", ""] {
            assert_eq!(next(foreign), "/account", "{foreign}");
        }
        assert_eq!(safe_next(None, true), "/admin");
    }
}

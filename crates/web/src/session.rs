//! Who is signed in, as a typed context of the whole app.

use leptos::prelude::*;
use shared::identity::{Me, Permission, Role, SignedIn};

use crate::browser::{self, spawn};
use crate::{address, api, i18n};

/// Not a secret: it only says that asking for a renewal is worth the request.
const HINT: &str = "avenue.signed_in";

/// Where somebody arrives who came in through a provider: the cookie is there, the note is not.
pub const ARRIVAL: &str = "/welcome";

/// What is known about the visitor.
#[derive(Debug, Clone, PartialEq)]
pub enum Visitor {
    /// Not known yet: the renewal is under way.
    Unknown,
    /// Nobody is signed in.
    Nobody,
    /// This account is signed in.
    Account(Me),
}

/// The session. Copy it freely.
#[derive(Clone, Copy)]
pub struct Session {
    visitor: ArenaVisitor,
    /// Oneself, while one looks as somebody else.
    own: RwSignal<Option<Me>>,
}

type ArenaVisitor = RwSignal<Visitor>;

thread_local! {
    static CURRENT: std::cell::Cell<Option<Session>> = const { std::cell::Cell::new(None) };
}

/// Makes the session known to every component and renews it if somebody signed in here before.
pub fn provide_session() -> Session {
    let session = Session { visitor: RwSignal::new(Visitor::Unknown), own: RwSignal::new(None) };
    CURRENT.set(Some(session));
    provide_context(session);
    api::on_session_end(|| {
        browser::forget(HINT);
        if let Some(session) = CURRENT.get() {
            session.visitor.set(Visitor::Nobody);
        }
    });
    api::on_look_end(|| {
        if let Some(session) = CURRENT.get() {
            session.be_oneself();
        }
    });
    if browser::stored(HINT).is_some() || address::path().get_untracked() == ARRIVAL {
        spawn(async move {
            match api::identity::refresh().await {
                Ok(signed_in) => session.begin(signed_in),
                Err(problem) => {
                    if problem.status == 401 {
                        browser::forget(HINT);
                    }
                    session.visitor.set(Visitor::Nobody);
                }
            }
        });
    } else {
        session.visitor.set(Visitor::Nobody);
    }
    session
}

/// The session of the app.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// What is known about the visitor; tracked.
    pub fn visitor(self) -> Visitor {
        self.visitor.get()
    }

    /// The account that is signed in, if one is; tracked.
    pub fn me(self) -> Option<Me> {
        self.visitor.with(|visitor| match visitor {
            Visitor::Account(me) => Some(me.clone()),
            Visitor::Unknown | Visitor::Nobody => None,
        })
    }

    /// Whether it is not known yet who visits; tracked.
    pub fn is_unknown(self) -> bool {
        self.visitor.with(|visitor| *visitor == Visitor::Unknown)
    }

    /// Whether somebody is signed in; tracked.
    pub fn is_signed_in(self) -> bool {
        self.visitor.with(|visitor| matches!(visitor, Visitor::Account(_)))
    }

    /// Whether an administrator is signed in; tracked.
    pub fn is_admin(self) -> bool {
        self.visitor
            .with(|visitor| matches!(visitor, Visitor::Account(me) if me.roles.contains(&Role::Admin)))
    }

    /// Whether a creator is signed in; tracked.
    pub fn is_creator(self) -> bool {
        self.visitor
            .with(|visitor| matches!(visitor, Visitor::Account(me) if me.roles.contains(&Role::Creator)))
    }

    /// Whether somebody is signed in who works for a brand; tracked.
    pub fn is_brand(self) -> bool {
        self.visitor
            .with(|visitor| matches!(visitor, Visitor::Account(me) if me.roles.contains(&Role::Brand)))
    }

    /// Whether the visitor has this permission; tracked.
    pub fn may(self, permission: Permission) -> bool {
        self.visitor.with(|visitor| matches!(visitor, Visitor::Account(me) if me.may(permission)))
    }

    /// Begins a session with what a sign-in, a registration or a renewal answered.
    pub fn begin(self, signed_in: SignedIn) {
        api::set_access_token(Some(signed_in.access_token));
        browser::store(HINT, "1");
        self.visitor.set(Visitor::Account(signed_in.user));
    }

    /// Whether one looks as somebody else, who is then the account that is signed in; tracked.
    pub fn is_looking(self) -> bool {
        self.own.with(Option::is_some)
    }

    /// Looks at the platform as somebody else.
    pub fn look_as(self, other: SignedIn) {
        if let Visitor::Account(me) = self.visitor.get_untracked() {
            api::begin_look(other.access_token);
            self.own.set(Some(me));
            self.visitor.set(Visitor::Account(other.user));
        }
    }

    /// Stops looking as somebody else. The API is told; should that fail, the look ends there by itself.
    pub async fn stop_looking(self) {
        let _told = api::identity::end_view().await;
        api::end_look();
        self.be_oneself();
    }

    fn be_oneself(self) {
        if let Some(me) = self.own.get_untracked() {
            self.own.set(None);
            self.visitor.set(Visitor::Account(me));
        }
    }

    /// The account has changed.
    pub fn update(self, me: Me) {
        self.visitor.set(Visitor::Account(me));
    }

    /// Asks the API for the account again.
    pub async fn reload(self) {
        if let Ok(me) = api::identity::me().await {
            self.update(me);
        }
    }

    /// Ends the session here; the API is told, and forgets it even if this page is closed at once.
    pub async fn end(self, everywhere: bool) -> api::ApiResult<()> {
        let told = if everywhere {
            api::identity::sign_out_everywhere().await
        } else {
            api::identity::sign_out().await
        };
        told?;
        api::set_access_token(None);
        browser::forget(HINT);
        self.visitor.set(Visitor::Nobody);
        Ok(())
    }

    /// Takes over the language that the account prefers, unless one was chosen on this device.
    pub fn follow_language(self, me: &Me) {
        if browser::stored("avenue.language").is_none() {
            i18n::choose(i18n::from_shared(me.locale));
        }
    }
}

//! Which page stands at which address. Nothing else.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::areas::account::AccountPage;
use crate::areas::admin::AdminPage;
use crate::areas::public::{Landing, NotFound, PublicPage};
use crate::components::layout::{Chrome, FocusOnMove};
use crate::session::provide_session;
use crate::ui::toast::{ToastRegion, provide_toasts};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_session();
    provide_toasts();
    crate::i18n::keep_document_in_step();
    view! {
        <Router>
            <FocusOnMove/>
            <Routes fallback=NotFound>
                <ParentRoute path=path!("/admin") view=AdminPage::Shell>
                    <Route path=path!("") view=AdminPage::Overview/>
                    <Route path=path!("backups") view=AdminPage::Backups/>
                    <Route path=path!("backups/:id") view=AdminPage::Backup/>
                    <Route path=path!("inspector") view=AdminPage::Inspector/>
                    <Route path=path!("inspector/:database") view=AdminPage::Inspector/>
                    <Route path=path!("inspector/:database/:collection") view=AdminPage::Collection/>
                    <Route path=path!("users") view=AdminPage::Users/>
                    <Route path=path!("users/:id") view=AdminPage::User/>
                    <Route path=path!("audit") view=AdminPage::Audit/>
                    <Route path=path!("mailbox") view=AdminPage::Mailbox/>
                    <Route path=path!("jobs") view=AdminPage::Jobs/>
                    <Route path=path!("settings") view=AdminPage::Settings/>
                </ParentRoute>
                <ParentRoute path=path!("") view=Chrome>
                    <Route path=path!("") view=Landing/>
                    <Route path=path!("register") view=PublicPage::Register/>
                    <Route path=path!("sign-in") view=PublicPage::SignIn/>
                    <Route path=path!("forgot-password") view=PublicPage::ForgotPassword/>
                    <Route path=path!("reset-password") view=PublicPage::ResetPassword/>
                    <Route path=path!("verify-email") view=PublicPage::VerifyEmail/>
                    <Route path=path!("change-password") view=PublicPage::ChangePassword/>
                    <Route path=path!("kit") view=PublicPage::Kit/>
                    <Route path=path!("account") view=AccountPage::Account/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastRegion/>
    }
}

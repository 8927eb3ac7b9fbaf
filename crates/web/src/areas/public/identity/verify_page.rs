//! Proving an address by a mailed link.

use leptos::prelude::*;
use shared::identity::VerifyEmail;

use super::frame::Frame;
use crate::address::query;
use crate::api;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind as ButtonKind};
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Failure, Skeleton};
use crate::ui::status::{Tone, Verdict};

/// Proves the address as soon as the page opens.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let session = use_session();
    let token = query("token").get_untracked().unwrap_or_default();
    let proof = Remote::new(move || {
        let body = VerifyEmail { token: token.clone() };
        async move {
            api::identity::verify_email(&body).await?;
            if session.is_signed_in() {
                session.reload().await;
            }
            Ok(())
        }
    });
    view! {
        <Frame title=tr!(public.verify_title)>
            {move || match proof.get() {
                Load::Waiting => view! {
                    <div role="status"><p class="soft">{tr!(public.verify_working)}</p><Skeleton lines=2/></div>
                }.into_any(),
                Load::Ready(()) => view! {
                    <Verdict text=tr!(public.verify_done) tone=Tone::Good>
                        <p class="small soft">{tr!(public.verify_done_text)}</p>
                        <div class="row"><ButtonLink text=tr!(public.go_on) href="/account" kind=ButtonKind::Primary/></div>
                    </Verdict>
                }.into_any(),
                Load::Failed(problem) => view! {
                    <Failure problem/>
                    <div class="row"><ButtonLink text=tr!(common.my_account) href="/account"/></div>
                }.into_any(),
            }}
        </Frame>
    }
}

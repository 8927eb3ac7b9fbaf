//! What the links in mails about another address do, as soon as their page opens.

use leptos::prelude::*;
use shared::identity::EmailLink;

use super::frame::Frame;
use crate::address::query;
use crate::api::{self, ApiResult};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Failure, Skeleton};
use crate::ui::status::{Tone, Verdict};

/// What the page says.
#[derive(Clone, Copy)]
struct Words {
    title: fn() -> &'static str,
    working: fn() -> &'static str,
    done: fn() -> &'static str,
    done_text: fn() -> &'static str,
    next: fn() -> &'static str,
    next_href: &'static str,
}

fn body() -> EmailLink {
    EmailLink { token: query("token").get_untracked().unwrap_or_default() }
}

/// Takes the new address.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let session = use_session();
    let body = body();
    let work = Remote::new(move || {
        let body = body.clone();
        async move {
            api::identity::confirm_email(&body).await?;
            if session.is_signed_in() {
                session.reload().await;
            }
            ApiResult::Ok(())
        }
    });
    show(
        work,
        Words {
            title: tr!(person.confirm_title),
            working: tr!(person.confirm_working),
            done: tr!(person.confirm_done),
            done_text: tr!(person.confirm_done_text),
            next: tr!(public.go_on),
            next_href: "/account",
        },
    )
}

/// Goes back to the old address.
#[component]
pub fn UndoEmailPage() -> impl IntoView {
    let body = body();
    let work = Remote::new(move || {
        let body = body.clone();
        async move { api::identity::undo_email(&body).await }
    });
    show(
        work,
        Words {
            title: tr!(person.undo_title),
            working: tr!(person.undo_working),
            done: tr!(person.undo_done),
            done_text: tr!(person.undo_done_text),
            next: tr!(public.reset_title),
            next_href: "/forgot-password",
        },
    )
}

fn show(work: Remote<()>, words: Words) -> AnyView {
    view! {
        <Frame title=words.title>
            {move || match work.get() {
                Load::Waiting => view! {
                    <div role="status"><p class="soft">{words.working}</p><Skeleton lines=2/></div>
                }.into_any(),
                Load::Ready(()) => view! {
                    <Verdict text=words.done tone=Tone::Good>
                        <p class="small soft">{words.done_text}</p>
                        <div class="row"><ButtonLink text=words.next href=words.next_href kind=Kind::Primary/></div>
                    </Verdict>
                }.into_any(),
                Load::Failed(problem) => view! {
                    <Failure problem/>
                    <div class="row"><ButtonLink text=tr!(common.my_account) href="/account"/></div>
                }.into_any(),
            }}
        </Frame>
    }
    .into_any()
}

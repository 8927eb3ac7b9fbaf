//! One message: what it says, who wrote it, and the answer.

use leptos::prelude::*;
use shared::contact::{ContactAnswer, ContactMessage, ContactState};
use shared::id::ContactMessageId;
use shared::identity::Locale;

use super::answer::AnswerCard;
use super::list_page::standing;
use crate::api;
use crate::components::contact::kind;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// The page.
#[component]
pub fn MessagePage(
    /// Which.
    id: ContactMessageId,
) -> impl IntoView {
    let message = Remote::new(move || api::contact::message(id));
    let title = Text::live(move || {
        message.value().map_or_else(|| tr!(contact.one)().to_owned(), |message| message.summary.subject)
    });
    view! {
        <PageHead title trail=vec![Step::new(tr!(contact.manage), "/admin/contact")]/>
        {loaded(message, 8, move |now| view! { <Whole now message/> }.into_any())}
    }
}

#[component]
fn Whole(now: ContactMessage, message: Remote<ContactMessage>) -> impl IntoView {
    let ContactMessage { summary, words, locale, forget_at, answer } = now;
    let (at, email) = (summary.at, summary.email);
    let language = match locale {
        Locale::Es => tr!(contact.language_es),
        Locale::En => tr!(contact.language_en),
    };
    let account = match summary.user_id {
        Some(user) => view! { <a href=format!("/admin/users/{user}")>{tr!(contact.account)}</a> }.into_any(),
        None => view! { <span class="quiet">{tr!(contact.no_account)}</span> }.into_any(),
    };
    view! {
        {answer.map(|answer| view! { <Answered answer/> })}
        <div class="user-grid">
            <div class="stack">
                <Card title=tr!(contact.words)><blockquote class="quote breakable">{words}</blockquote></Card>
                {(summary.state == ContactState::New).then(|| view! { <AnswerCard id=summary.id message/> })}
            </div>
            <Card title=tr!(contact.facts)>
                <Facts>
                    <Fact label=tr!(contact.state)>{standing(summary.state)}</Fact>
                    <Fact label=tr!(contact.who)>{kind(summary.kind)}</Fact>
                    <Fact label=tr!(contact.name)><span class="breakable">{summary.name}</span></Fact>
                    <Fact label=tr!(contact.email)><a class="breakable" href=format!("mailto:{email}")>{email.clone()}</a></Fact>
                    <Fact label=tr!(contact.account)>{account}</Fact>
                    <Fact label=tr!(contact.language)>{language}</Fact>
                    <Fact label=tr!(contact.when)>{move || format::exact(at)}</Fact>
                    <Fact label=tr!(contact.forget)>{move || format::day(forget_at)}</Fact>
                    <Fact label="Id"><code class="breakable">{summary.id.to_string()}</code></Fact>
                </Facts>
            </Card>
        </div>
    }
}

#[component]
fn Answered(answer: ContactAnswer) -> impl IntoView {
    let ContactAnswer { by, at, words } = answer;
    view! {
        <Verdict text=Text::live(move || say!(contact.was_answered, when = format::moment(at))) tone=Tone::Good>
            {match words {
                Some(words) => view! { <blockquote class="quote breakable">{words}</blockquote> }.into_any(),
                None => view! { <p class="small">{tr!(contact.answered_elsewhere)}</p> }.into_any(),
            }}
            <p class="small"><a href=format!("/admin/users/{by}")>{tr!(contact.answered_by)}</a></p>
        </Verdict>
    }
}

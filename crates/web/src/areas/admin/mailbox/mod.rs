//! Every mail that the platform sent or kept.

use leptos::prelude::*;
use shared::id::EmailId;
use shared::notifications::{Email, EmailQuery, EmailStatus, EmailSummary};

use crate::address::query_signal;
use crate::api;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::load::Remote;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::{Empty, loaded};
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::trail::PageHead;

fn status_of(text: &str) -> Option<EmailStatus> {
    Some(match text {
        "queued" => EmailStatus::Queued,
        "sent" => EmailStatus::Sent,
        "kept" => EmailStatus::Kept,
        "failed" => EmailStatus::Failed,
        _ => return None,
    })
}

fn status_badge(status: EmailStatus) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match status {
        EmailStatus::Queued => (tr!(mailbox.queued), Tone::Neutral),
        EmailStatus::Sent => (tr!(mailbox.sent), Tone::Good),
        EmailStatus::Kept => (tr!(mailbox.kept), Tone::Info),
        EmailStatus::Failed => (tr!(mailbox.failed), Tone::Bad),
    };
    view! { <Badge text tone/> }.into_any()
}

fn columns() -> Vec<Column<EmailSummary>> {
    vec![
        Column::wide(tr!(mailbox.col_subject), |mail: &EmailSummary| word(mail.subject.clone())),
        Column::new(tr!(mailbox.col_to), |mail| {
            view! { <span class="breakable">{mail.to.clone()}</span> }.into_any()
        }),
        Column::new(tr!(mailbox.col_status), |mail| status_badge(mail.status)),
        Column::figures(tr!(mailbox.col_attempts), |mail| word(mail.attempts.to_string())),
        Column::new(tr!(mailbox.col_when), |mail| instant(mail.created_at)),
    ]
}

/// The log of mails.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let (to, set_to) = query_signal("to");
    let (status, set_status) = query_signal("status");
    let pages = Pages::new(
        move || {
            let _filters = (to.get(), status.get());
        },
        move |cursor| {
            let query = EmailQuery {
                to: to.get_untracked(),
                status: status.get_untracked().as_deref().and_then(status_of),
                limit: Some(50),
                cursor,
            };
            async move { api::notifications::emails(&query).await }
        },
    );
    let opened = Held::<EmailId>::new();
    let panel = RwSignal::new(false);
    let statuses = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("kept", tr!(mailbox.kept)),
        SelectOption::new("sent", tr!(mailbox.sent)),
        SelectOption::new("queued", tr!(mailbox.queued)),
        SelectOption::new("failed", tr!(mailbox.failed)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let kept = Memo::new(move |_| pages.items().iter().any(|mail| mail.status == EmailStatus::Kept));
    view! {
        <PageHead title=tr!(admin.mailbox) text=tr!(mailbox.text)/>
        {move || kept.get().then(|| view! { <p class="small soft">{tr!(mailbox.kept_note)}</p> })}
        <Card flush=true>
            <div class="filters">
                <FilterText label=tr!(mailbox.filter_to) value=Signal::derive(move || to.get().unwrap_or_default()) on_change=move |text| set_to.set(some(text))/>
                <FilterSelect label=tr!(mailbox.filter_status) value=Signal::derive(move || status.get().unwrap_or_default()) options=statuses on_change=move |text| set_status.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(admin.mailbox)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(mailbox.empty) text=tr!(mailbox.empty_text) icon=Icon::Mail/> }
                opens=Opens::here(move |mail: EmailSummary| { opened.set(mail.id); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(mailbox.views) place=Place::Side>
            {move || opened.get().map(|id| view! { <Mail id/> })}
        </Dialog>
    }
}

#[component]
fn Mail(id: EmailId) -> impl IntoView {
    let mail = Remote::new(move || api::notifications::email(id));
    loaded(mail, 6, |mail| mail_view(mail).into_any())
}

fn mail_view(mail: Email) -> impl IntoView {
    let chosen = RwSignal::new("html".to_owned());
    let summary = mail.summary;
    let at = summary.created_at;
    let id = summary.id;
    let (subject, text) = (StoredValue::new(summary.subject.clone()), StoredValue::new(mail.text));
    view! {
        <div class="stack">
            <h3 class="breakable">{summary.subject.clone()}</h3>
            <Facts>
                <Fact label=tr!(mailbox.col_to)>{summary.to.clone()}</Fact>
                <Fact label=tr!(mailbox.col_when)><time datetime=at.to_string()>{move || format::exact(at)}</time></Fact>
                <Fact label=tr!(mailbox.col_status)>{status_badge(summary.status)}</Fact>
                <Fact label=tr!(mailbox.template)><code>{summary.template.clone()}</code></Fact>
                {summary.error.clone().map(|error| view! { <Fact label=tr!(mailbox.error)>{error}</Fact> })}
            </Facts>
            <Tabs
                label=tr!(mailbox.views)
                tabs=vec![Tab::new("html", tr!(mailbox.tab_html)), Tab::new("text", tr!(mailbox.tab_text))]
                chosen
                on_choose=Callback::new(move |key: &'static str| chosen.set(key.to_owned()))
            >
                {move || if chosen.get() == "html" {
                    view! { <Looks id subject=subject.get_value()/> }.into_any()
                } else {
                    view! { <pre class="mail-text" tabindex="0">{text.get_value()}</pre> }.into_any()
                }}
            </Tabs>
        </div>
    }
}

/// The mail as it looks. It comes from an address of its own, whose policy lets its styles hold; the empty sandbox gives
/// it no scripts, no forms and no origin.
#[component]
fn Looks(id: EmailId, subject: String) -> impl IntoView {
    let ticket = Remote::new(move || api::notifications::preview_ticket(id));
    loaded(ticket, 8, move |ticket| {
        view! { <iframe class="mail-frame" sandbox="" title=subject.clone() src=api::absolute(&ticket.url)></iframe> }
            .into_any()
    })
}

//! Every mail that the platform sent or kept.

use leptos::prelude::*;
use shared::id::EmailId;
use shared::notifications::{Email, EmailQuery, EmailStatus, EmailSummary, Suppression};

use crate::address::query_signal;
use crate::api;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::{Empty, loaded};
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, Table, instant, word};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::toast::use_toasts;
use crate::ui::trail::PageHead;

fn status_of(text: &str) -> Option<EmailStatus> {
    Some(match text {
        "queued" => EmailStatus::Queued,
        "sent" => EmailStatus::Sent,
        "kept" => EmailStatus::Kept,
        "delivered" => EmailStatus::Delivered,
        "bounced" => EmailStatus::Bounced,
        "complained" => EmailStatus::Complained,
        "failed" => EmailStatus::Failed,
        _ => return None,
    })
}

fn status_badge(status: EmailStatus) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match status {
        EmailStatus::Queued => (tr!(mailbox.queued), Tone::Neutral),
        EmailStatus::Sent => (tr!(mailbox.sent), Tone::Good),
        EmailStatus::Kept => (tr!(mailbox.kept), Tone::Info),
        EmailStatus::Delivered => (tr!(mailbox.delivered), Tone::Good),
        EmailStatus::Bounced => (tr!(mailbox.bounced), Tone::Bad),
        EmailStatus::Complained => (tr!(mailbox.complained), Tone::Attention),
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
        SelectOption::new("delivered", tr!(mailbox.delivered)),
        SelectOption::new("bounced", tr!(mailbox.bounced)),
        SelectOption::new("complained", tr!(mailbox.complained)),
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
        <Suppressed/>
        <Dialog open=panel title=tr!(mailbox.views) place=Place::Side>
            {move || opened.get().map(|id| view! { <Mail id/> })}
        </Dialog>
    }
}

#[component]
fn Mail(id: EmailId) -> impl IntoView {
    let mail = Remote::new(move || api::notifications::email(id));
    loaded(mail, 6, move |found| mail_view(found, mail).into_any())
}

fn mail_view(mail: Email, again: Remote<Email>) -> impl IntoView {
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
                {summary.told_at.map(|at| view! { <Fact label=tr!(mailbox.told)>{move || format::exact(at)}</Fact> })}
                {summary.error.clone().map(|error| view! { <Fact label=tr!(mailbox.error)>{error}</Fact> })}
            </Facts>
            {(!matches!(summary.status, EmailStatus::Queued | EmailStatus::Kept)).then(|| view! { <Again id mail=again/> })}
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

/// Sends it again.
#[component]
fn Again(id: EmailId, mail: Remote<Email>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |()| {
        act(
            busy,
            api::notifications::send_again(id),
            move |_| {
                toasts.good(tr!(mailbox.again_done)());
                mail.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! { <div class="row"><Button text=tr!(mailbox.again) icon=Icon::Mail busy on_press=press/></div> }
}

/// The addresses that nothing is sent to, if there are any.
#[component]
fn Suppressed() -> impl IntoView {
    let list = Remote::new(api::notifications::suppressions);
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let lift = Callback::new(move |address: String| {
        act(
            busy,
            async move { api::notifications::lift(&address).await },
            move |()| {
                toasts.good(tr!(mailbox.lifted)());
                list.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    });
    provide_context(Lift { press: lift, busy });
    move || {
        list.value().filter(|list| !list.is_empty()).map(|list| {
            view! {
                <Card flush=true title=tr!(mailbox.suppressed) text=tr!(mailbox.suppressed_text)>
                    <Table label=tr!(mailbox.suppressed) columns=suppressed_columns() rows=list/>
                </Card>
            }
        })
    }
}

/// What lifts the suppression of an address.
#[derive(Clone, Copy)]
struct Lift {
    press: Callback<String>,
    busy: RwSignal<bool>,
}

fn suppressed_columns() -> Vec<Column<Suppression>> {
    vec![
        Column::wide(tr!(mailbox.suppressed_col), |one: &Suppression| {
            view! { <span class="breakable strong">{one.address.clone()}</span> }.into_any()
        }),
        Column::new(tr!(mailbox.col_status), |one| status_badge(one.reason)),
        Column::wide(tr!(mailbox.suppressed_why), |one| {
            word(one.detail.clone().unwrap_or_else(|| "—".to_owned()))
        }),
        Column::new(tr!(mailbox.col_when), |one| instant(one.at)),
        Column::new(tr!(mailbox.lift), |one| {
            let Lift { press, busy } = expect_context();
            let address = one.address.clone();
            view! { <Button text=tr!(mailbox.lift) small=true busy on_press=move |()| press.run(address.clone())/> }
                .into_any()
        }),
    ]
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

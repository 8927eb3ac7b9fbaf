//! Reporting something to the staff: a message, a rating, a campaign, a brand or a creator.

pub mod words;

use leptos::prelude::*;
use shared::abuse::{AbuseReason, AbuseTarget, AbuseTargetKind, CreateAbuseReport, OwnAbuseReport};

use crate::api;
use crate::components::arrival::{chunk, on_opening};
use crate::components::creators::words::{key, of_key};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, Select, SelectOption, TextArea};
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog that asks what is wrong.
#[component]
pub fn ReportDialog(
    /// What is reported.
    target: Held<AbuseTarget>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    on_opening(open, Reporting { target, open }, |_| Box::pin(report_form()))
}

/// What the dialog is about.
#[derive(Clone, Copy)]
struct Reporting {
    target: Held<AbuseTarget>,
    open: RwSignal<bool>,
}

fn show_form(Reporting { target, open }: Reporting) -> AnyView {
    let form = move || target.get().map(|target| view! { <ReportForm target open/> });
    view! { <Dialog open title=tr!(abuse.report)>{form}</Dialog> }.into_any()
}

chunk! {
    /// Saying what is wrong.
    report_form: Reporting => show_form
}

#[component]
fn ReportForm(target: AbuseTarget, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("report");
    let reason = RwSignal::new(key(&AbuseReason::Spam));
    let words = RwSignal::new(String::new());
    let kind = target.kind;
    let target = StoredValue::new(target);
    let reasons: Vec<_> =
        words::REASONS.iter().map(|one| SelectOption::new(key(one), words::reason(*one))).collect();
    let submit = Callback::new(move |()| {
        let said = words.get_untracked().trim().to_owned();
        let body = CreateAbuseReport {
            target: target.get_value(),
            reason: of_key(&words::REASONS, &reason.get_untracked()).unwrap_or(AbuseReason::Other),
            words: (!said.is_empty()).then_some(said),
        };
        form.submit(
            body,
            move |body| async move { api::abuse::report(&body).await },
            move |_: OwnAbuseReport| {
                open.set(false);
                toasts.good(tr!(abuse.reported)());
            },
        );
    });
    view! {
        <div class="stack">
            <p>{tr!(abuse.report_text)}</p>
            <p class="small soft">{tr!(abuse.what)}": "{words::kind(kind)}</p>
            <FormView form on_submit=submit>
                <Select form name="reason" label=tr!(abuse.reason) value=reason options=reasons/>
                <TextArea form name="words" label=tr!(abuse.words) value=words rows=3 help=tr!(abuse.words_help) wrong=tr!(abuse.words_wrong) optional=true/>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(abuse.send) kind=Kind::Danger submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}

/// A button that reports a thing of a page, for who is signed in: `<ReportButton kind=AbuseTargetKind::Brand id=…/>`.
#[component]
pub fn ReportButton(
    /// Which kind of thing.
    kind: AbuseTargetKind,
    /// Its id.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    let id = StoredValue::new(id);
    move || signed_in.get().then(|| view! { <Reporter kind id=id.get_value()/> })
}

#[component]
fn Reporter(kind: AbuseTargetKind, id: String) -> impl IntoView {
    let target = Held::new();
    let open = RwSignal::new(false);
    target.set(AbuseTarget { kind, id });
    view! {
        <Button text=tr!(abuse.report) icon=Icon::Flag small=true kind=Kind::Ghost on_press=move |()| open.set(true)/>
        <ReportDialog target open/>
    }
}

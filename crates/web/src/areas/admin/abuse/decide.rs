//! Deciding a case, which is done at once and for good.

use leptos::prelude::*;
use shared::abuse::{AbuseCase, AbuseDecision, AbuseTargetKind, DecideAbuseCase};
use shared::id::AbuseCaseId;

use crate::api;
use crate::components::creators::words::{key, of_key};
use crate::components::report::words;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Select, SelectOption, TextArea};
use crate::ui::load::Remote;
use crate::ui::toast::use_toasts;

const ALL: [AbuseDecision; 3] = [AbuseDecision::Nothing, AbuseDecision::Hide, AbuseDecision::Suspend];

/// The form.
#[component]
pub fn DecideCard(
    /// Which case.
    id: AbuseCaseId,
    /// What it is about.
    kind: AbuseTargetKind,
    /// What can be decided.
    decisions: Vec<AbuseDecision>,
    /// The case as it is then.
    case: Remote<AbuseCase>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("decide");
    let decision = RwSignal::new(decisions.first().map(key).unwrap_or_default());
    let reason = RwSignal::new(String::new());
    let options: Vec<_> =
        decisions.iter().map(|one| SelectOption::new(key(one), words::decision(*one, kind))).collect();
    let chosen = move || of_key(&ALL, &decision.get()).unwrap_or(AbuseDecision::Nothing);
    let follows = move || match (chosen(), kind) {
        (AbuseDecision::Nothing, _) => tr!(abuse.follows_nothing)(),
        (AbuseDecision::Hide, _) => tr!(abuse.follows_hide)(),
        (AbuseDecision::Suspend, AbuseTargetKind::Campaign) => tr!(abuse.follows_cancel)(),
        (AbuseDecision::Suspend, AbuseTargetKind::Brand) => tr!(abuse.follows_trash)(),
        (AbuseDecision::Suspend, _) => tr!(abuse.follows_suspend)(),
    };
    let submit = Callback::new(move |()| {
        let body =
            DecideAbuseCase { decision: untrack(chosen), reason: reason.get_untracked().trim().to_owned() };
        form.submit(
            body,
            move |body| async move { api::abuse::decide(id, &body).await },
            move |now: AbuseCase| {
                toasts.good(tr!(abuse.decided_now)());
                case.set(now);
            },
        );
    });
    view! {
        <Card title=tr!(abuse.decide) text=tr!(abuse.decide_text)>
            <FormView form on_submit=submit>
                <Select form name="decision" label=tr!(abuse.decision) value=decision options/>
                <p class="small soft" role="status">{follows}</p>
                <TextArea form name="reason" label=tr!(abuse.decision_reason) value=reason rows=3 help=tr!(abuse.decision_reason_help) wrong=tr!(abuse.decision_reason_wrong)/>
                <div class="row"><Button text=tr!(abuse.decide) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}

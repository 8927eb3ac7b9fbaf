//! The level that is granted, and whether somebody may be seen.

use leptos::prelude::*;
use shared::creators::{Creator, CreatorLevel, CreatorStatus, UpdateManagedCreator};

use crate::api;
use crate::components::creators::words;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Select, SelectOption, Switch, TextArea};
use crate::ui::load::Remote;
use crate::ui::toast::use_toasts;

/// The form.
#[component]
pub fn DecisionCard(now: Creator, remote: Remote<Creator>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("decision");
    let level = RwSignal::new(now.level.as_str().to_owned());
    let seen = RwSignal::new(now.status == CreatorStatus::Active);
    let reason = RwSignal::new(String::new());
    let (id, revision, before) = (now.id, now.revision, now.status);
    let hides = Memo::new(move |_| before == CreatorStatus::Active && !seen.get());
    let levels: Vec<_> =
        CreatorLevel::ALL.iter().map(|one| SelectOption::new(one.as_str(), words::level(*one))).collect();
    let submit = move |()| {
        let why = Some(reason.get_untracked().trim().to_owned()).filter(|why| !why.is_empty());
        if hides.get_untracked() && why.is_none() {
            form.refuse("reason", tr!(managed_creators.reason_needed)().to_owned());
            return;
        }
        let status = if seen.get_untracked() { CreatorStatus::Active } else { CreatorStatus::Hidden };
        let body = UpdateManagedCreator {
            level: words::of_key(CreatorLevel::ALL, &level.get_untracked()),
            status: Some(status),
            networks: Vec::new(),
            reason: why,
            revision,
        };
        form.submit(
            body,
            move |body| async move { api::creators::update_managed(id, &body).await },
            move |now: Creator| {
                toasts.good(tr!(managed_creators.saved)());
                remote.set(now);
            },
        );
    };
    view! {
        <Card title=tr!(managed_creators.decision) text=tr!(managed_creators.decision_text)>
            <FormView form on_submit=submit>
                <Select form name="level" label=tr!(creators.level) value=level options=levels/>
                <Switch label=tr!(managed_creators.may_be_seen) value=seen help=tr!(managed_creators.may_be_seen_text)/>
                <TextArea form name="reason" label=tr!(managed_creators.reason) value=reason rows=2 help=tr!(managed_creators.reason_help) wrong=tr!(managed_creators.reason_needed) optional=true/>
                <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}

//! Where a brand stands: thrown away for a reason, brought back.

use leptos::prelude::*;
use shared::brands::{BrandRecord, BrandState, TrashBrand, TrashedBrand};
use shared::id::BrandId;

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Open: it can be thrown away. In the trash: it can be brought back. Closed: that is said.
#[component]
pub fn StandingCard(
    /// The brand as it was read.
    found: BrandRecord,
    /// Where a newer one goes.
    record: Remote<BrandRecord>,
) -> impl IntoView {
    let (id, company) = (found.brand.id, found.brand.company);
    match (found.state, found.trashed) {
        (BrandState::Open, _) => view! { <Open id company record/> }.into_any(),
        (BrandState::Trashed, trashed) => view! { <Trashed id trashed record/> }.into_any(),
        (BrandState::Closed, _) => {
            view! { <Verdict text=tr!(brands.closed_text) tone=Tone::Neutral/> }.into_any()
        }
    }
}

#[component]
fn Open(id: BrandId, company: String, record: Remote<BrandRecord>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let company = StoredValue::new(company);
    view! {
        <Card title=tr!(brands.trash_put) text=tr!(brands.trash_staff_text)>
            <Button text=tr!(brands.trash_put) kind=Kind::Danger icon=Icon::Trash2 on_press=move |()| asking.set(true)/>
        </Card>
        <Dialog open=asking title=Text::live(move || say!(brands.trash_title, name = company.get_value()))>
            <TrashForm id asking record/>
        </Dialog>
    }
}

#[component]
fn TrashForm(id: BrandId, asking: RwSignal<bool>, record: Remote<BrandRecord>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("trash");
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        let body = TrashBrand { reason: reason.get_untracked().trim().to_owned() };
        form.submit(
            body,
            move |body| async move { api::brands::trash_record(id, &body).await },
            move |gone: TrashedBrand| {
                asking.set(false);
                let when = format::day(gone.closes_at);
                toasts.good(say!(brands.trashed, name = gone.company, when = when));
                record.reload();
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <p>{tr!(brands.trash_staff_text)}</p>
            <TextArea form name="reason" label=tr!(brands.reason) value=reason rows=3 help=tr!(brands.reason_help) wrong=tr!(brands.reason_wrong)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                <Button text=tr!(brands.trash_put) kind=Kind::Danger submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

#[component]
fn Trashed(id: BrandId, trashed: Option<TrashedBrand>, record: Remote<BrandRecord>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let restore = move |()| {
        act(
            busy,
            api::brands::restore_record(id),
            move |now: BrandRecord| {
                toasts.good(say!(brands.restored, name = now.brand.company.clone()));
                record.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let text = Text::live(move || match &trashed {
        Some(trashed) => say!(
            brands.trashed_since,
            since = format::day(trashed.trashed_at),
            until = format::day(trashed.closes_at)
        ),
        None => tr!(brands.state_trashed)().to_owned(),
    });
    view! {
        <Verdict text tone=Tone::Attention>
            <div class="row"><Button text=tr!(brands.restore) icon=Icon::ArchiveRestore busy on_press=restore/></div>
        </Verdict>
    }
}

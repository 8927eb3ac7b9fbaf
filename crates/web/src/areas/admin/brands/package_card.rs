//! Granting a package, prolonging it, ending it.

use leptos::prelude::*;
use shared::brands::{
    BrandPackage, BrandPackages, BrandRecord, BrandState, GrantPackage, MAX_MONTHS, PackagePlan,
    ProlongPackage,
};
use shared::id::BrandId;

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind, Select, SelectOption, TextField};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, TypedConfirmation};
use crate::ui::state::Empty;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// What can be done now: a brand has one package at a time.
#[component]
pub fn PackageCard(
    /// The brand as it was read.
    found: BrandRecord,
    /// Where a newer one goes.
    record: Remote<BrandRecord>,
) -> impl IntoView {
    let id = found.brand.id;
    let company = found.brand.company.clone();
    let open = found.state == BrandState::Open;
    let current = found.packages.current.clone();
    let kept = StoredValue::new(found);
    let changed = Callback::new(move |packages: BrandPackages| {
        record.set(BrandRecord { packages, ..kept.get_value() });
    });
    match current {
        Some(package) => view! { <Running id company package changed/> }.into_any(),
        None if open => view! { <Granting id changed/> }.into_any(),
        None => ().into_any(),
    }
}

/// What is not a number becomes one that the validation refuses, so that the field says what would be right.
fn number(text: RwSignal<String>) -> u32 {
    text.get_untracked().trim().parse().unwrap_or(u32::MAX)
}

#[component]
fn Granting(id: BrandId, changed: Callback<BrandPackages>) -> impl IntoView {
    let granting = RwSignal::new(false);
    view! {
        <Card title=tr!(brands.package)>
            <Empty title=tr!(brands.package_none) icon=Icon::Layers>
                <Button text=tr!(brands.grant) kind=ButtonKind::Primary icon=Icon::Plus on_press=move |()| granting.set(true)/>
            </Empty>
        </Card>
        <Dialog open=granting title=tr!(brands.grant)>
            <GrantForm id granting changed/>
        </Dialog>
    }
}

#[component]
fn GrantForm(id: BrandId, granting: RwSignal<bool>, changed: Callback<BrandPackages>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("grant");
    let plan = RwSignal::new(PackagePlan::Starter.as_str().to_owned());
    let deliveries = RwSignal::new(String::new());
    let months = RwSignal::new("3".to_owned());
    let chosen = move |word: &str| {
        PackagePlan::ALL.iter().copied().find(|plan| plan.as_str() == word).unwrap_or(PackagePlan::Starter)
    };
    let plans: Vec<SelectOption> =
        PackagePlan::ALL.iter().map(|plan| SelectOption::new(plan.as_str(), plan.name())).collect();
    let help = Text::live(move || {
        let usual = chosen(&plan.get()).deliveries_a_month();
        say!(brands.deliveries_help, usual = format::count(u64::from(usual)))
    });
    let submit = move |()| {
        let wanted = !deliveries.get_untracked().trim().is_empty();
        let body = GrantPackage {
            plan: chosen(&plan.get_untracked()),
            deliveries_a_month: wanted.then(|| number(deliveries)),
            months: number(months),
        };
        form.submit(
            body,
            move |body| async move { api::brands::grant_package(id, &body).await },
            move |packages: BrandPackages| {
                granting.set(false);
                toasts.good(tr!(brands.granted)());
                changed.run(packages);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Select form name="plan" label=tr!(brands.plan) value=plan options=plans/>
            <TextField form name="deliveries_a_month" label=tr!(brands.deliveries_a_month) value=deliveries kind=Kind::Number help wrong=tr!(brands.deliveries_wrong) optional=true/>
            <TextField form name="months" label=tr!(brands.months_count) value=months kind=Kind::Number wrong=tr!(brands.months_wrong)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| granting.set(false)/>
                <Button text=tr!(brands.grant) kind=ButtonKind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

#[component]
fn Running(
    id: BrandId,
    company: String,
    package: BrandPackage,
    changed: Callback<BrandPackages>,
) -> impl IntoView {
    let toasts = use_toasts();
    let (prolonging, ending, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let all = u32::try_from(package.months.len()).unwrap_or(MAX_MONTHS);
    let left = MAX_MONTHS.saturating_sub(all);
    let plan = package.plan.name();
    let end = Callback::new(move |()| {
        act(
            busy,
            api::brands::end_package(id),
            move |packages: BrandPackages| {
                ending.set(false);
                toasts.good(tr!(brands.ended)());
                changed.run(packages);
            },
            move |problem| {
                ending.set(false);
                toasts.problem(&problem);
            },
        );
    });
    view! {
        <Card title=tr!(brands.package_manage) text=tr!(brands.package_manage_text)>
            <div class="row">
                {(left > 0).then(|| view! {
                    <Button text=tr!(brands.prolong) icon=Icon::CalendarClock on_press=move |()| prolonging.set(true)/>
                })}
                <Button text=tr!(brands.end) kind=ButtonKind::Danger icon=Icon::CircleX on_press=move |()| ending.set(true)/>
            </div>
        </Card>
        <Dialog open=prolonging title=tr!(brands.prolong)>
            <ProlongForm id left prolonging changed/>
        </Dialog>
        <TypedConfirmation
            open=ending
            title=tr!(brands.end)
            consequence=Text::live(move || say!(brands.end_consequence, plan = plan))
            name=Signal::stored(company)
            action=tr!(brands.end)
            busy
            on_confirm=end
        />
    }
}

#[component]
fn ProlongForm(
    id: BrandId,
    left: u32,
    prolonging: RwSignal<bool>,
    changed: Callback<BrandPackages>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("prolong");
    let months = RwSignal::new("1".to_owned());
    let wrong = Text::live(move || say!(brands.prolong_wrong, left = left.to_string()));
    let submit = move |()| {
        let body = ProlongPackage { months: number(months) };
        form.submit(
            body,
            move |body| async move { api::brands::prolong_package(id, &body).await },
            move |packages: BrandPackages| {
                prolonging.set(false);
                toasts.good(tr!(brands.prolonged)());
                changed.run(packages);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="months" label=tr!(brands.months_more) value=months kind=Kind::Number help=wrong wrong first=true/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| prolonging.set(false)/>
                <Button text=tr!(brands.prolong) kind=ButtonKind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

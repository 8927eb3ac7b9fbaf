//! When backups and drills are taken by themselves.

use leptos::prelude::*;
use shared::backups::Schedule;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind as FieldKind, Select, SelectOption, Switch, TextField, day_time};
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// The schedule, as a form.
#[component]
pub fn ScheduleCard() -> impl IntoView {
    let schedule = Remote::new(api::backups::schedule);
    view! {
        <div class="schedule">
            <Card title=tr!(backups.tab_schedule)>
                {loaded(schedule, 6, |schedule| view! { <ScheduleForm schedule/> }.into_any())}
            </Card>
        </div>
    }
}

#[component]
fn ScheduleForm(schedule: Schedule) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("schedule");
    let daily = RwSignal::new(schedule.daily_backup);
    let backup_at = RwSignal::new(schedule.backup_at.0);
    let weekly = RwSignal::new(schedule.weekly_drill);
    let drill_on = RwSignal::new(schedule.drill_on.to_string());
    let drill_at = RwSignal::new(schedule.drill_at.0);
    let zone = RwSignal::new(schedule.time_zone);
    let keep_daily = RwSignal::new(schedule.keep_daily.to_string());
    let keep_monthly = RwSignal::new(schedule.keep_monthly.to_string());
    let days: [fn() -> &'static str; 7] = [
        tr!(backups.day_1),
        tr!(backups.day_2),
        tr!(backups.day_3),
        tr!(backups.day_4),
        tr!(backups.day_5),
        tr!(backups.day_6),
        tr!(backups.day_7),
    ];
    let days: Vec<SelectOption> =
        days.into_iter().zip(1_u8..).map(|(day, at)| SelectOption::new(at.to_string(), day)).collect();
    // What is not a number becomes one that the validation refuses, so that the field says what would be right.
    let number = |text: RwSignal<String>| text.get_untracked().trim().parse().unwrap_or(u16::MAX);
    let submit = move |()| {
        let body = Schedule {
            daily_backup: daily.get_untracked(),
            backup_at: day_time(&backup_at.get_untracked()),
            weekly_drill: weekly.get_untracked(),
            drill_on: drill_on.get_untracked().parse().unwrap_or_default(),
            drill_at: day_time(&drill_at.get_untracked()),
            time_zone: zone.get_untracked().trim().to_owned(),
            keep_daily: number(keep_daily),
            keep_monthly: number(keep_monthly),
        };
        form.submit(
            body,
            |body| async move { api::backups::set_schedule(&body).await },
            move |_saved| {
                toasts.good(tr!(backups.schedule_saved)());
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Switch label=tr!(backups.schedule_daily) help=tr!(backups.schedule_daily_help) value=daily/>
            <TextField form name="backup_at" label=tr!(backups.schedule_backup_at) value=backup_at kind=FieldKind::Time wrong=tr!(backups.schedule_time_wrong)/>
            <Switch label=tr!(backups.schedule_drill) help=tr!(backups.schedule_drill_help) value=weekly/>
            <div class="pair">
                <Select form name="drill_on" label=tr!(backups.schedule_drill_on) value=drill_on options=days/>
                <TextField form name="drill_at" label=tr!(backups.schedule_drill_at) value=drill_at kind=FieldKind::Time wrong=tr!(backups.schedule_time_wrong)/>
            </div>
            <TextField form name="time_zone" label=tr!(backups.schedule_zone) value=zone code=true wrong=tr!(backups.schedule_zone_wrong)/>
            <div class="pair">
                <TextField form name="keep_daily" label=tr!(backups.schedule_keep_daily) value=keep_daily kind=FieldKind::Number wrong=tr!(backups.schedule_keep_daily_wrong)/>
                <TextField form name="keep_monthly" label=tr!(backups.schedule_keep_monthly) value=keep_monthly kind=FieldKind::Number wrong=tr!(backups.schedule_keep_monthly_wrong)/>
            </div>
            <p class="field-help">{tr!(backups.schedule_keep_help)}</p>
            <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}

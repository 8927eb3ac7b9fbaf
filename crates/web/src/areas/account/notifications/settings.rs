//! How one wants to be told: by topic and channel, in a digest, not in quiet hours.

use leptos::prelude::*;
use shared::notifications::{
    ChangeNotificationSettings, MailPace, NotificationSettings, QuietHours, Topic, TopicChoice,
};

use crate::api;
use crate::components::guard::{Audience, Guard};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind as FieldKind, Select, SelectOption, Switch, TextField, day_time};
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// The choice, as a form.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead
                    title=tr!(notices.settings)
                    text=tr!(notices.settings_text)
                    trail=vec![Step::new(tr!(account.title), "/account"), Step::new(tr!(notices.title), "/account/notifications")]
                />
                <SettingsCard/>
            </main>
        </Guard>
    }
}

#[component]
fn SettingsCard() -> impl IntoView {
    let settings = Remote::new(api::notifications::settings);
    view! {
        <Card>
            {loaded(settings, 8, |settings| view! { <SettingsForm settings/> }.into_any())}
        </Card>
    }
}

/// What is chosen about one topic.
#[derive(Clone, Copy)]
struct Row {
    topic: Topic,
    in_app: RwSignal<bool>,
    mail: RwSignal<String>,
}

impl Row {
    fn of(choice: TopicChoice) -> Self {
        let (in_app, mail) = (RwSignal::new(choice.in_app), RwSignal::new(word(choice.mail).to_owned()));
        Self { topic: choice.topic, in_app, mail }
    }

    fn choice(self) -> TopicChoice {
        let mail = self.mail.with_untracked(|mail| pace(mail));
        TopicChoice { topic: self.topic, in_app: self.in_app.get_untracked(), mail }
    }
}

const fn word(pace: MailPace) -> &'static str {
    match pace {
        MailPace::AtOnce => "at_once",
        MailPace::Daily => "daily",
        MailPace::Never => "never",
    }
}

fn pace(word: &str) -> MailPace {
    match word {
        "at_once" => MailPace::AtOnce,
        "daily" => MailPace::Daily,
        _ => MailPace::Never,
    }
}

fn topic_name(topic: Topic) -> Text {
    match topic {
        Topic::Account => tr!(notices.topic_account),
        Topic::Applications => tr!(notices.topic_applications),
        Topic::Campaigns => tr!(notices.topic_campaigns),
        Topic::Messages => tr!(notices.topic_messages),
        Topic::Creator => tr!(notices.topic_creator),
        Topic::Workspace => tr!(notices.topic_workspace),
        Topic::System => tr!(notices.topic_system),
    }
    .into()
}

fn paces() -> Vec<SelectOption> {
    vec![
        SelectOption::new("at_once", tr!(notices.mail_at_once)),
        SelectOption::new("daily", tr!(notices.mail_daily)),
        SelectOption::new("never", tr!(notices.mail_never)),
    ]
}

#[component]
fn SettingsForm(settings: NotificationSettings) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("notices");
    let rows: Vec<Row> = settings.topics.into_iter().map(Row::of).collect();
    let digest_hour = RwSignal::new(settings.digest_hour.to_string());
    let quiet = RwSignal::new(settings.quiet_hours.is_some());
    let (from, until) = settings
        .quiet_hours
        .map_or_else(|| ("22:00".to_owned(), "07:00".to_owned()), |quiet| (quiet.from.0, quiet.until.0));
    let (from, until) = (RwSignal::new(from), RwSignal::new(until));
    let hours: Vec<SelectOption> =
        (0..24_u8).map(|hour| SelectOption::new(hour.to_string(), format!("{hour:02}:00"))).collect();
    let all = rows.clone();
    let submit = move |()| {
        let body = ChangeNotificationSettings {
            topics: all.iter().map(|row| row.choice()).collect(),
            digest_hour: digest_hour.get_untracked().parse().unwrap_or(u8::MAX),
            quiet_hours: quiet.get_untracked().then(|| QuietHours {
                from: day_time(&from.get_untracked()),
                until: day_time(&until.get_untracked()),
            }),
        };
        form.submit(
            body,
            |body| async move { api::notifications::set_settings(&body).await },
            move |_| toasts.good(tr!(notices.settings_saved)()),
        );
    };
    let zone = settings.time_zone;
    view! {
        <FormView form on_submit=submit>
            {(!settings.mail_possible).then(|| view! {
                <p class="small soft">{tr!(notices.mail_impossible)}" "<a href="/account">{tr!(account.title)}</a></p>
            })}
            {rows.into_iter().map(|row| view! {
                <fieldset class="stack tight">
                    <legend class="strong">{topic_name(row.topic).read()}</legend>
                    <Switch label=tr!(notices.in_app) value=row.in_app/>
                    <Select form name=field(row.topic) label=tr!(notices.mail) value=row.mail options=paces()/>
                </fieldset>
            }).collect_view()}
            <Select form name="digest_hour" label=tr!(notices.digest_hour) value=digest_hour options=hours help=tr!(notices.digest_help)/>
            <Switch label=tr!(notices.quiet) help=tr!(notices.quiet_help) value=quiet/>
            {move || quiet.get().then(|| view! {
                <div class="pair">
                    <TextField form name="quiet_hours.from" label=tr!(notices.quiet_from) value=from kind=FieldKind::Time wrong=tr!(notices.time_wrong)/>
                    <TextField form name="quiet_hours.until" label=tr!(notices.quiet_until) value=until kind=FieldKind::Time wrong=tr!(notices.time_wrong)/>
                </div>
            })}
            <p class="field-help">{move || say!(notices.zone, zone = zone.clone())}" "<a href="/account">{tr!(notices.zone_change)}</a></p>
            <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}

/// The name of a topic's field: the body has one list of them all.
const fn field(topic: Topic) -> &'static str {
    match topic {
        Topic::Account => "topics.account",
        Topic::Applications => "topics.applications",
        Topic::Campaigns => "topics.campaigns",
        Topic::Messages => "topics.messages",
        Topic::Creator => "topics.creator",
        Topic::Workspace => "topics.workspace",
        Topic::System => "topics.system",
    }
}

//! The configuration in force. Secrets are never in it, only whether they are set.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::system::{Setting, SettingOrigin};

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Table, word};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

fn origin_badge(setting: &Setting) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) = match setting.origin {
        SettingOrigin::Environment => (tr!(admin.origin_environment), Tone::Info),
        SettingOrigin::Default => (tr!(admin.origin_default), Tone::Neutral),
        SettingOrigin::Secret => (tr!(admin.origin_secret), Tone::Good),
        SettingOrigin::NotSet => (tr!(admin.origin_not_set), Tone::Attention),
    };
    view! { <Badge text tone/> }.into_any()
}

fn columns() -> Vec<Column<Setting>> {
    vec![
        Column::wide(tr!(admin.setting), |setting: &Setting| {
            view! {
                <code class="strong breakable">{setting.variable.clone()}</code><br/>
                <span class="tiny quiet" lang="en">{setting.description.clone()}</span>
            }
            .into_any()
        }),
        Column::wide(tr!(admin.setting_value), |setting| match (&setting.value, setting.origin) {
            (Some(value), _) => view! { <code class="breakable">{value.clone()}</code> }.into_any(),
            (None, SettingOrigin::Secret) => {
                view! { <span class="quiet">{tr!(admin.settings_hidden)}</span> }.into_any()
            }
            (None, _) => word("—"),
        }),
        Column::new(tr!(admin.setting_origin), origin_badge),
    ]
}

/// An outside service, and whether there is one.
#[derive(Clone, PartialEq)]
struct Service {
    key: &'static str,
    /// Where it is, if it is configured.
    address: Option<String>,
    /// Whether archives are kept there.
    keeps_backups: bool,
}

/// The services that the settings name.
fn services(settings: &[Setting]) -> Vec<Service> {
    let find = |variable: &str| settings.iter().find(move |setting| setting.variable == variable);
    let value = |variable: &str| find(variable).and_then(|setting| setting.value.clone());
    let secret = |variable: &str| find(variable).is_some_and(|it| it.origin == SettingOrigin::Secret);
    let destinations = value("AVENUE_BACKUP_DESTINATION").unwrap_or_else(|| "local".to_owned());
    let keeps = |name: &str| destinations.split(',').any(|place| place.trim() == name);
    let mail = value("SMTP_HOST").or_else(|| secret("RESEND_API_KEY").then(|| "Resend".to_owned()));
    let cloudinary = secret("CLOUDINARY_URL").then(|| value("AVENUE_CLOUDINARY_PREFIX").unwrap_or_default());
    vec![
        Service { key: "mail", address: mail, keeps_backups: false },
        Service { key: "s3", address: value("AVENUE_S3_BUCKET"), keeps_backups: keeps("s3") },
        Service { key: "cloudinary", address: cloudinary, keeps_backups: keeps("cloudinary") },
        Service { key: "encryption", address: value("AVENUE_BACKUP_AGE_RECIPIENT"), keeps_backups: false },
    ]
}

fn service_name(key: &str) -> &'static str {
    match key {
        "mail" => tr!(admin.service_mail)(),
        "s3" => tr!(admin.service_s3)(),
        "cloudinary" => tr!(admin.service_cloudinary)(),
        _ => tr!(admin.service_encryption)(),
    }
}

fn service_columns() -> Vec<Column<Service>> {
    vec![
        Column::new(tr!(admin.service), |service: &Service| {
            let key = service.key;
            view! { <span class="strong">{move || service_name(key)}</span> }.into_any()
        }),
        Column::new(tr!(admin.setting_origin), |service| {
            let (text, tone): (fn() -> &'static str, Tone) = match service.address {
                Some(_) => (tr!(admin.service_on), Tone::Good),
                None => (tr!(admin.service_off), Tone::Neutral),
            };
            view! { <Badge text tone/> }.into_any()
        }),
        Column::wide(tr!(admin.setting_value), |service| {
            let address = service.address.clone().unwrap_or_else(|| "—".to_owned());
            view! { <code class="breakable">{address}</code> }.into_any()
        }),
        Column::new(tr!(admin.service_where), |service| match service.keeps_backups {
            true => view! { <Badge text=tr!(admin.service_used) tone=Tone::Info/> }.into_any(),
            false => word("—"),
        }),
    ]
}

/// The settings by concern.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = Remote::new(api::system::settings);
    view! {
        <PageHead title=tr!(admin.settings) text=tr!(admin.settings_text)/>
        {loaded(settings, 10, |settings| {
            let services = services(&settings.settings);
            let mut groups: BTreeMap<String, Vec<Setting>> = BTreeMap::new();
            for setting in settings.settings {
                groups.entry(setting.group.clone()).or_default().push(setting);
            }
            view! {
                <Card flush=true title=tr!(admin.services)>
                    <Table label=tr!(admin.services) columns=service_columns() rows=services/>
                </Card>
                {groups.into_iter().map(|(group, settings)| view! { <Group group settings/> }).collect_view()}
            }
            .into_any()
        })}
    }
}

#[component]
fn Group(group: String, settings: Vec<Setting>) -> impl IntoView {
    let open = settings.iter().filter(|setting| setting.origin == SettingOrigin::NotSet).count();
    let text =
        Text::live(
            move || if open == 0 { String::new() } else { say!(admin.group_open, count = open.to_string()) },
        );
    let title = group_name(group);
    view! {
        <Card flush=true title text>
            <Table label=title columns=columns() rows=settings/>
        </Card>
    }
}

/// What a concern is called; one that is a product's goes by its name.
fn group_name(group: String) -> Text {
    match group.as_str() {
        "backups" => tr!(admin.backups).into(),
        "cloudinary" => "Cloudinary".into(),
        "database" => tr!(admin.group_database).into(),
        "doors" => tr!(admin.group_doors).into(),
        "files" => tr!(admin.group_files).into(),
        "http" => tr!(admin.group_http).into(),
        "identity" => tr!(admin.group_accounts).into(),
        "limits" => tr!(admin.group_limits).into(),
        "mail" => tr!(admin.group_mail).into(),
        "platform" => tr!(admin.group_platform).into(),
        "reading" => tr!(admin.group_reading).into(),
        "redis" => "Redis".into(),
        "s3" => "S3".into(),
        "watching" => tr!(admin.group_watching).into(),
        _ => group.into(),
    }
}

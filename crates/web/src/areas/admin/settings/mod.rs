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

/// The settings by concern.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = Remote::new(api::system::settings);
    view! {
        <PageHead title=tr!(admin.settings) text=tr!(admin.settings_text)/>
        {loaded(settings, 10, |settings| {
            let mut groups: BTreeMap<String, Vec<Setting>> = BTreeMap::new();
            for setting in settings.settings {
                groups.entry(setting.group.clone()).or_default().push(setting);
            }
            groups.into_iter().map(|(group, settings)| view! { <Group group settings/> }).collect_view().into_any()
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
    let name = group.clone();
    view! {
        <Card flush=true title=Text::from(group) text>
            <Table label=Text::from(name) columns=columns() rows=settings/>
        </Card>
    }
}

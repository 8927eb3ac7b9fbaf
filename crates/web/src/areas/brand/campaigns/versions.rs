//! The versions of what is signed, newest first.

use leptos::prelude::*;
use shared::campaigns::{BriefVersion, Campaign};
use shared::id::CampaignId;

use crate::api;
use crate::browser::follow;
use crate::components::campaigns::{BriefView, Terms};
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};
use crate::ui::text::Text;

/// All of them; none before it was published.
#[component]
pub fn Versions(
    /// Whose.
    id: CampaignId,
    /// The campaign: a change of it may be a new version.
    campaign: Remote<Campaign>,
) -> impl IntoView {
    let version = Memo::new(move |_| campaign.value().map(|one| one.page.brief_version));
    let versions = Remote::new(move || {
        follow(version);
        api::campaigns::briefs(id)
    });
    loaded(versions, 4, |all| {
        if all.is_empty() {
            return view! { <Empty title=tr!(writing.versions_none) text=tr!(writing.versions_none_text) icon=Icon::History/> }
                .into_any();
        }
        view! { <div class="stack">{all.into_iter().enumerate().map(one).collect_view()}</div> }.into_any()
    })
}

fn one((index, version): (usize, BriefVersion)) -> impl IntoView {
    let (newest, number, since) = (index == 0, version.version, version.created_at);
    let title = Text::live(move || say!(campaigns.brief_version, version = number.to_string()));
    let text = Text::live(move || say!(writing.version_since, when = format::moment(since)));
    let product = version.compensation.value().is_some();
    view! {
        <Card title text>
            <details open=newest>
                <summary>{version.title}</summary>
                <div class="stack version">
                    <Terms compensation=version.compensation/>
                    <BriefView brief=version.brief product/>
                    <p class="tiny quiet">{tr!(campaigns.brief_digest)}</p>
                    <code class="tiny breakable">{version.digest}</code>
                </div>
            </details>
        </Card>
    }
}

//! What a brand asks for.

use leptos::prelude::*;
use shared::campaigns::{Brief, Deliverable};

use super::agreed::{RightsView, TimingView};
use super::words;
use crate::i18n::{say, tr};
use crate::ui::text::Text;

/// The brief, part by part. Its headings are one level below those around it.
#[component]
pub fn BriefView(
    /// The brief.
    brief: Brief,
    /// Whether a product is sent: without one there is nothing to say of its way.
    product: bool,
) -> impl IntoView {
    let Brief { about, deliverables, must, must_not, tags, references, revision_rounds, timing, rights } =
        brief;
    view! {
        <div class="brief">
            <section>
                <h3>{tr!(campaigns.brief_about)}</h3>
                <p class="brief-text breakable">{about}</p>
            </section>
            <section>
                <h3>{tr!(campaigns.brief_deliverables)}</h3>
                <ul class="brief-list">{deliverables.into_iter().map(deliverable).collect_view()}</ul>
                <p class="small soft">
                    {move || if revision_rounds == 0 {
                        tr!(campaigns.brief_no_rounds)().to_owned()
                    } else {
                        say!(campaigns.brief_rounds, count = revision_rounds.to_string())
                    }}
                </p>
            </section>
            {lines(tr!(campaigns.brief_must).into(), must)}
            {lines(tr!(campaigns.brief_must_not).into(), must_not)}
            {(!tags.is_empty()).then(|| view! {
                <section>
                    <h3>{tr!(campaigns.brief_tags)}</h3>
                    <p class="row tight">{tags.into_iter().map(|tag| view! { <span class="brief-tag breakable">{tag}</span> }).collect_view()}</p>
                </section>
            })}
            {(!references.is_empty()).then(|| view! {
                <section>
                    <h3>{tr!(campaigns.brief_references)}</h3>
                    <ul class="brief-list">
                        {references.into_iter().map(|link| view! {
                            <li><a class="breakable" href=link.clone() target="_blank" rel="noopener noreferrer nofollow">{link.clone()}</a></li>
                        }).collect_view()}
                    </ul>
                </section>
            })}
            <TimingView timing=timing.unwrap_or_default() product/>
            {rights.map(|rights| view! { <RightsView rights/> })}
        </div>
    }
}

fn deliverable(one: Deliverable) -> impl IntoView {
    let note = one.note.clone();
    view! {
        <li>
            <span class="strong">{move || words::deliverable(&one)}</span>
            {note.map(|note| view! { <span class="soft breakable">" — "{note}</span> })}
        </li>
    }
}

fn lines(title: Text, lines: Vec<String>) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h3>{title.read()}</h3>
                <ul class="brief-list">{lines.into_iter().map(|line| view! { <li class="breakable">{line}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

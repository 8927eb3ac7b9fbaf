//! Saying where a deliverable was published.

use leptos::prelude::*;
use shared::campaigns::{DeliverableWork, PublishDeliverable, post_example, recognise_post};

use super::super::words;
use super::Piece;
use crate::api;
use crate::browser::{self, spawn};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The form, below the words that were approved.
#[component]
pub fn PublishCard(
    /// What.
    piece: Piece,
) -> impl IntoView {
    // What never changes of it: only what is to be published gets here.
    let platform = untrack(|| piece.known.get()).and_then(|work| work.summary.platform);
    platform.map(|platform| {
        let toasts = use_toasts();
        let form = Form::new("publish");
        let url = RwSignal::new(String::new());
        let code = RwSignal::new(String::new());
        let caption = untrack(|| piece.last()).map(|draft| draft.caption).filter(|text| !text.is_empty());
        let takes_code = Memo::new(move |_| {
            let rights = piece.job.brief.value().and_then(|version| version.brief.rights);
            rights.and_then(|rights| rights.paid_ads).is_some_and(|ads| ads.from_creators_account)
        });
        let name = platform.name();
        let wrong = Text::live(move || match recognise_post(platform, &url.get()) {
            Err(why) => words::wrong_post(&why),
            Ok(_) => tr!(deliverables.post_taken)().to_owned(),
        });
        let submit = move |()| {
            let typed = url.get_untracked().trim().to_owned();
            if let Err(why) = recognise_post(platform, &typed) {
                form.refuse("post_url", words::wrong_post(&why));
                return;
            }
            let given = code.get_untracked().trim().to_owned();
            form.submit(
                PublishDeliverable { post_url: typed, ad_code: (!given.is_empty()).then_some(given) },
                move |body| async move { api::work::publish(piece.id, &body).await },
                move |now: DeliverableWork| {
                    toasts.good(tr!(deliverables.published_done)());
                    piece.take(now);
                },
            );
        };
        let title = Text::live(move || say!(deliverables.publish_on, platform = name));
        let help = Text::live(move || say!(deliverables.post_help, example = post_example(platform)));
        view! {
            <Card title text=tr!(deliverables.publish_text)>
                <div class="stack">
                    {caption.map(|caption| view! { <Caption caption/> })}
                    <FormView form on_submit=submit>
                        <TextField form name="post_url" label=tr!(deliverables.post_url) value=url help wrong/>
                        {move || takes_code.get().then(|| view! {
                            <TextField form name="ad_code" label=tr!(deliverables.ad_code) value=code help=tr!(deliverables.ad_code_help) wrong=tr!(deliverables.ad_code_wrong) code=true optional=true/>
                        })}
                        <div class="row">
                            <Button text=tr!(deliverables.publish) kind=Kind::Primary submit=true busy=form.busy()/>
                        </div>
                    </FormView>
                </div>
            </Card>
        }
    })
}

/// The words that were approved, to copy.
#[component]
fn Caption(caption: String) -> impl IntoView {
    let toasts = use_toasts();
    let text = caption.clone();
    let copy = move |()| {
        let text = text.clone();
        spawn(async move {
            if browser::copy(text).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <section class="stack tight">
            <div class="row tight between">
                <h3>{tr!(deliverables.caption)}</h3>
                <Button text=tr!(common.copy) icon=Icon::Copy small=true on_press=copy/>
            </div>
            <blockquote class="quote breakable">{caption}</blockquote>
        </section>
    }
}

//! Handing in a draft: a file or an address, the words that go with it, and whether they say that it is advertising.

use leptos::prelude::*;
use shared::campaigns::{DeliverableState, DeliverableWork, SubmitDraft, SubmittedContent, disclosed_by};

use super::Piece;
use super::upload::{FIELD, Upload, UploadField};
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Checkbox, Form, FormView, Group, Select, SelectOption, TextArea, TextField};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

const FILE: &str = "file";
const URL: &str = "url";

/// The form. It begins with the words of the draft before.
#[component]
pub fn SubmitCard(
    /// Of what.
    piece: Piece,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("draft");
    let before = untrack(|| piece.last());
    let way = RwSignal::new(FILE.to_owned());
    let url = RwSignal::new(String::new());
    let caption = RwSignal::new(before.as_ref().map(|draft| draft.caption.clone()).unwrap_or_default());
    let paid_partnership = RwSignal::new(before.is_some_and(|draft| draft.paid_partnership));
    let note = RwSignal::new(String::new());
    let upload = Upload::new();
    let first = untrack(|| piece.known.get()).is_none_or(|work| work.summary.state == DeliverableState::Owed);
    let to_publish = untrack(|| piece.known.get()).is_some_and(|work| work.summary.platform.is_some());
    let submit = move |()| {
        let content = if way.get_untracked() == URL {
            SubmittedContent::Url { url: url.get_untracked().trim().to_owned() }
        } else {
            let Some(file) = untrack(|| upload.file()) else {
                form.refuse(FIELD, tr!(deliverables.file_needed)().to_owned());
                return;
            };
            SubmittedContent::File { file_id: file.id }
        };
        let words = note.get_untracked().trim().to_owned();
        let body = SubmitDraft {
            content,
            caption: caption.get_untracked().trim().to_owned(),
            paid_partnership: paid_partnership.get_untracked(),
            note: (!words.is_empty()).then_some(words),
        };
        form.submit(
            body,
            move |body| async move { api::work::submit(piece.id, &body).await },
            move |now: DeliverableWork| {
                upload.clear();
                toasts.good(tr!(deliverables.submitted)());
                piece.take(now);
            },
        );
    };
    let title: fn() -> &'static str =
        if first { tr!(deliverables.first_draft) } else { tr!(deliverables.next_draft) };
    view! {
        <Card title>
            <FormView form on_submit=submit>
                <Select form name="way" label=tr!(deliverables.way) value=way options=vec![
                    SelectOption::new(FILE, tr!(deliverables.way_file)),
                    SelectOption::new(URL, tr!(deliverables.way_url)),
                ]/>
                <Show
                    when=move || way.get() == URL
                    fallback=move || view! { <UploadField form piece=piece.id upload/> }
                >
                    <TextField form name="content.url" label=tr!(deliverables.url) value=url help=tr!(deliverables.url_help) wrong=tr!(deliverables.url_wrong) placeholder="https://"/>
                </Show>
                <TextArea form name="caption" label=tr!(deliverables.caption) value=caption rows=4 help=tr!(deliverables.caption_help) wrong=tr!(deliverables.caption_wrong) optional=true/>
                {to_publish.then(|| view! {
                    <Group form name="paid_partnership" label=tr!(deliverables.disclosure) help=tr!(deliverables.disclosure_help)>
                        <Checkbox label=tr!(deliverables.label_on) value=paid_partnership/>
                        <Disclosure caption paid_partnership/>
                    </Group>
                })}
                <TextArea form name="note" label=tr!(deliverables.note) value=note rows=2 wrong=tr!(deliverables.note_wrong) optional=true/>
                <div class="row">
                    <Button text=tr!(deliverables.submit) kind=Kind::Primary submit=true busy=form.busy()/>
                </div>
            </FormView>
        </Card>
    }
}

/// Whether the draft says that it is advertising, as it is typed.
#[component]
fn Disclosure(caption: RwSignal<String>, paid_partnership: RwSignal<bool>) -> impl IntoView {
    let by = Memo::new(move |_| caption.with(|caption| disclosed_by(caption)));
    let says = Memo::new(move |_| paid_partnership.get() || by.get().is_some());
    let text = Text::live(move || match (by.get(), paid_partnership.get()) {
        // Words have spaces, hashtags none.
        (Some(words), _) if words.contains(' ') => say!(deliverables.says_by, words = words),
        (Some(tag), _) => say!(deliverables.says_by, words = format!("#{tag}")),
        (None, true) => tr!(deliverables.says_by_label)().to_owned(),
        (None, false) => tr!(deliverables.says_not)().to_owned(),
    });
    view! {
        <p class="draft-disclosure small" class:good=says role="status">
            {move || {
                let icon = if says.get() { Icon::CircleCheck } else { Icon::TriangleAlert };
                view! { <IconView icon class="small"/> }
            }}
            <span>{text.read()}</span>
        </p>
    }
}

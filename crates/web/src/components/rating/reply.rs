//! Saying something to a rating, once.

use leptos::prelude::*;
use shared::campaigns::{Rating, ReplyToRating};
use shared::id::RatingId;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn ReplyDialog(
    /// To which rating.
    id: RatingId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// It was said.
    done: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("reply");
    let words = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        form.submit(
            ReplyToRating { words: words.get_untracked().trim().to_owned() },
            move |body| async move { api::ratings::reply(id, &body).await },
            move |_: Rating| {
                open.set(false);
                toasts.good(tr!(ratings.replied)());
                done.run(());
            },
        );
    });
    view! {
        <Dialog open title=tr!(ratings.reply)>
            <div class="stack">
                <p>{tr!(ratings.reply_text)}</p>
                <FormView form on_submit=submit>
                    <TextArea form name="words" label=tr!(ratings.reply_words) value=words rows=4 wrong=tr!(ratings.reply_wrong)/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(ratings.reply_send) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}

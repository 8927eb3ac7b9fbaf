//! For what cannot be undone: names the thing, says what follows, and asks to type its name.

use leptos::prelude::*;

use super::Dialog;
use crate::browser::watch;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::text::Text;

/// A dialog whose button works only once the name was typed.
#[component]
pub fn TypedConfirmation(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: Text,
    /// What follows.
    #[prop(into)]
    consequence: Text,
    /// What must be typed.
    #[prop(into)]
    name: Signal<String>,
    /// What the button does.
    #[prop(into)]
    action: Text,
    /// The work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What to do.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let form = Form::new("confirm");
    let typed = RwSignal::new(String::new());
    watch(move || {
        if open.get() {
            typed.set(String::new());
            form.clear();
        }
    });
    let submit = Callback::new(move |()| {
        if typed.get_untracked() == name.get_untracked() {
            on_confirm.run(());
        } else {
            form.refuse("name", say!(common.type_name_wrong, name = name.get_untracked()));
        }
    });
    view! {
        <Dialog open title>
            <div class="stack">
                <p>{consequence.read()}</p>
                <FormView form on_submit=submit>
                    <TextField
                        form
                        name="name"
                        label=Text::live(move || say!(common.type_name, name = name.get()))
                        value=typed
                        code=true
                    />
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=action kind=Kind::Danger submit=true busy disabled=Signal::derive(move || typed.get() != name.get())/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}

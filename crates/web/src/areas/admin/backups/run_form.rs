//! The options of a backup: which database, and what is left out.

use leptos::prelude::*;
use shared::backups::RunBackup;

use super::run::Options;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Checkbox, Form, FormView, Options as Choices, Select, TextArea, TextField};
use crate::ui::icon::Icon;
use crate::ui::toast::use_toasts;

/// Shows the options.
pub(super) fn show((): ()) -> AnyView {
    view! { <RunForm/> }.into_any()
}

#[component]
fn RunForm() -> impl IntoView {
    let Options { open, refresh } = expect_context();
    let databases = use_databases();
    let toasts = use_toasts();
    let form = Form::new("run");
    let database = databases.beginning();
    let unknown = Signal::derive(move || database.with(String::is_empty));
    let label = RwSignal::new(String::new());
    let gridfs = RwSignal::new(false);
    let excluded = RwSignal::new(String::new());
    let names = Choices::live(move || databases.choices());
    let submit = move |()| {
        let words = label.get_untracked().trim().to_owned();
        let body = RunBackup {
            database: Some(database.get_untracked()),
            exclude_gridfs: gridfs.get_untracked(),
            exclude_collections: lines(&excluded.get_untracked()),
            label: (!words.is_empty()).then_some(words),
        };
        form.submit(
            body,
            |body| async move { api::backups::run(&body).await },
            move |_started| {
                toasts.good(tr!(backups.started)());
                open.set(false);
                refresh.run(());
            },
        );
    };
    view! {
        <div class="stack">
            <p class="soft small">{tr!(backups.options_text)}</p>
            <FormView form on_submit=submit>
                <Select form name="database" label=tr!(backups.option_database) value=database options=names/>
                <TextField form name="label" label=tr!(backups.option_label) value=label help=tr!(backups.option_label_help) wrong=tr!(backups.option_label_wrong) optional=true/>
                <Checkbox label=tr!(backups.option_gridfs) help=tr!(backups.option_gridfs_help) value=gridfs/>
                <TextArea form name="exclude_collections" label=tr!(backups.option_exclude) value=excluded rows=3 code=true help=tr!(backups.option_exclude_help) wrong=tr!(backups.option_exclude_wrong) optional=true/>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(backups.start) kind=Kind::Primary icon=Icon::Play submit=true busy=form.busy() disabled=unknown/>
                </div>
            </FormView>
        </div>
    }
}

/// The names of a text, one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

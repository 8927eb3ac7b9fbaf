//! Restoring into a named database, whole or chosen collections, with the name typed once more.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::backups::RestoreBackup;
use shared::id::{BackupId, JobId};

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Checkbox, Form, FormView, TextField};
use crate::ui::icon::Icon;

/// The form of a restore.
#[component]
pub fn RestoreForm(
    /// Which backup.
    backup_id: BackupId,
    /// The database that it holds; a new name is proposed from it.
    database: String,
    /// The names of its collections.
    collections: Vec<String>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The job was started.
    started: Callback<JobId>,
) -> impl IntoView {
    let form = Form::new("restore");
    let target = RwSignal::new(format!("{database}_copia"));
    let confirmation = RwSignal::new(String::new());
    let whole = RwSignal::new(true);
    let keep_expired = RwSignal::new(true);
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let submit = move |()| {
        let some = chosen.get_untracked();
        if !whole.get_untracked() && some.is_empty() {
            form.refuse("collections", say!(backups.restore_some_none).to_owned());
            return;
        }
        let body = RestoreBackup {
            database: target.get_untracked().trim().to_owned(),
            collections: if whole.get_untracked() { Vec::new() } else { some.into_iter().collect() },
            keep_expired: keep_expired.get_untracked(),
            confirmation: confirmation.get_untracked().trim().to_owned(),
        };
        form.submit(
            body,
            move |body| async move { api::backups::restore(backup_id, &body).await },
            move |job| {
                open.set(false);
                started.run(job.id);
            },
        );
    };
    let collections = StoredValue::new(collections);
    view! {
        <FormView form on_submit=submit>
            <p class="soft small">{tr!(backups.restore_text)}</p>
            <TextField form name="database" label=tr!(backups.restore_target) value=target code=true help=tr!(backups.restore_target_help) wrong=tr!(backups.restore_target_wrong)/>
            <Checkbox label=tr!(backups.restore_whole) value=whole/>
            {move || (!whole.get()).then(|| view! { <Choices collections=collections.get_value() chosen/> })}
            <Checkbox label=tr!(backups.restore_keep_expired) value=keep_expired help=tr!(backups.restore_keep_expired_help)/>
            <TextField form name="confirmation" label=tr!(backups.restore_confirm) value=confirmation code=true wrong=tr!(backups.restore_confirm_wrong)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(backups.restore_start) kind=Kind::Danger icon=Icon::ArchiveRestore submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

#[component]
fn Choices(collections: Vec<String>, chosen: RwSignal<BTreeSet<String>>) -> impl IntoView {
    view! {
        <fieldset>
            <legend class="field-label">{tr!(backups.restore_some)}</legend>
            <div class="choices" tabindex="0">
                {collections.into_iter().map(|name| {
                    let (is, key) = (name.clone(), name.clone());
                    let toggle = move |_| chosen.update(|chosen| {
                        if !chosen.remove(&key) {
                            chosen.insert(key.clone());
                        }
                    });
                    view! {
                        <label class="check">
                            <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&is)) on:change=toggle/>
                            <code class="breakable">{name}</code>
                        </label>
                    }
                }).collect_view()}
            </div>
        </fieldset>
    }
}

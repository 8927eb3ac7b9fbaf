//! One's own data: a copy of it, and leaving for good.

use leptos::prelude::*;
use shared::identity::{DataExport, DataExportState};

use super::delete_dialog::DeleteDialog;
use crate::api;
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::state::{Failure, Skeleton};
use crate::ui::toast::use_toasts;

/// A copy, and leaving.
#[component]
pub fn DataCard() -> impl IntoView {
    let toasts = use_toasts();
    let export = Remote::new(|| async {
        let copies = api::identity::data_exports().await?;
        Ok(copies.into_iter().next())
    });
    let busy = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let ask = move |()| {
        act(
            busy,
            api::identity::request_data_export(),
            move |begun| export.set(Some(begun)),
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Card title=tr!(person.data) text=tr!(person.data_text)>
            <div class="stack">
                <div class="stack tight">
                    <h3 class="strong">{tr!(person.data_copy)}</h3>
                    <p class="small soft">{tr!(person.data_copy_text)}</p>
                    {move || match export.get() {
                        Load::Waiting => view! { <Skeleton lines=1/> }.into_any(),
                        Load::Ready(newest) => view! { <Newest newest export/> }.into_any(),
                        Load::Failed(problem) => view! {
                            <Failure problem on_retry=Callback::new(move |()| export.reload())/>
                        }.into_any(),
                    }}
                    <div class="row"><Button text=tr!(person.data_ask) icon=Icon::Archive busy on_press=ask/></div>
                </div>
                <div class="stack tight">
                    <h3 class="strong">{tr!(person.delete)}</h3>
                    <p class="small soft">{tr!(person.delete_text)}</p>
                    <div class="row">
                        <Button text=tr!(person.delete) icon=Icon::Trash2 kind=Kind::Danger on_press=move |()| deleting.set(true)/>
                    </div>
                </div>
            </div>
        </Card>
        <DeleteDialog open=deleting/>
    }
}

#[component]
fn Newest(newest: Option<DataExport>, export: Remote<Option<DataExport>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let download = move |()| {
        act(
            busy,
            api::identity::data_export_ticket(),
            move |ticket| {
                crate::browser::download(&api::absolute(&ticket.url));
                toasts.good(tr!(person.data_started)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let Some(newest) = newest else { return ().into_any() };
    match newest.state {
        DataExportState::Gathering => view! {
            <JobWatch
                id=newest.job_id
                label=tr!(person.data_gathering)
                result=|_| ().into_any()
                on_end=Callback::new(move |_| export.reload())
            />
        }
        .into_any(),
        DataExportState::Failed => view! { <p class="small">{tr!(person.data_failed)}</p> }.into_any(),
        DataExportState::Ready => {
            let until = newest.expires_at.unwrap_or(newest.created_at);
            let size = newest.bytes.map(format::bytes).unwrap_or_default();
            view! {
                <p class="small">
                    {move || say!(person.data_ready, when = format::moment(newest.created_at), until = format::moment(until))}
                    " "{size}
                </p>
                <div class="row">
                    <Button text=tr!(person.data_download) icon=Icon::Download kind=Kind::Primary busy on_press=download/>
                </div>
            }
            .into_any()
        }
    }
}

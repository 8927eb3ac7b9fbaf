//! The logo: sent, prepared, taken away.

use leptos::prelude::*;
use shared::id::{BrandId, JobId, MediaId};
use shared::system::{Job, JobStatus};
use web_sys::{File, Url};

use super::super::super::shell::workspace::use_workspace;
use crate::api;
use crate::browser::{ignore, spawn};
use crate::components::brands::BrandLogo;
use crate::components::job::JobWatch;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::form::PickFile;
use crate::ui::form::file::PICTURES;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::progress::Progress;
use crate::ui::toast::use_toasts;

/// The most bytes that the API takes.
const MAX: f64 = 8.0 * 1024.0 * 1024.0;

/// Where a sent picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Idle,
    Sending,
    Preparing(JobId),
}

/// The logo of a brand.
#[component]
pub fn LogoCard(
    /// Of which brand.
    id: BrandId,
    /// The logo, if there is one.
    logo: Option<MediaId>,
    /// What the brand is called.
    company: String,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let shown = RwSignal::new(logo);
    let stage = RwSignal::new(Stage::Idle);
    let preview = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let settle = move || {
        if let Some(url) = preview.get_untracked() {
            ignore(Url::revoke_object_url(&url));
        }
        preview.set(None);
        stage.set(Stage::Idle);
    };
    let send = move |file: File| {
        if file.size() > MAX {
            toasts.info(tr!(brands.logo_large)());
            return;
        }
        preview.set(Url::create_object_url_with_blob(&file).ok());
        stage.set(Stage::Sending);
        act(
            busy,
            api::brands::send_logo(id, file),
            move |started| stage.set(Stage::Preparing(started.job_id)),
            move |problem| {
                settle();
                toasts.problem(&problem);
            },
        );
    };
    let ended = Callback::new(move |job: Job| {
        if job.status != JobStatus::Succeeded {
            return;
        }
        spawn(async move {
            // The profile beside it keeps what was typed: only the logo is taken over.
            match api::brands::brand(id).await {
                Ok(now) if shown.try_set(now.logo).is_none() => {
                    settle();
                    toasts.good(tr!(brands.logo_done)());
                    workspace.reload();
                }
                // The page is gone.
                Ok(_) => {}
                Err(problem) => toasts.problem(&problem),
            }
        });
    });
    let remove = move |()| {
        act(
            busy,
            api::brands::remove_logo(id),
            move |now| {
                shown.set(now.logo);
                settle();
                toasts.good(tr!(brands.logo_removed)());
                workspace.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let name = StoredValue::new(company);
    view! {
        <Card title=tr!(brands.logo) text=tr!(brands.logo_text)>
            <div class="stack">
                <div class="logo-now">
                    {move || match preview.get() {
                        Some(url) => view! {
                            <span class="brand-logo"><img class="avatar avatar-96" src=url alt="" width="96" height="96"/></span>
                        }.into_any(),
                        None => {
                            let logo = shown.get();
                            let alt = if logo.is_some() { tr!(brands.logo)() } else { tr!(brands.logo_none)() };
                            view! { <BrandLogo logo name=name.get_value() pixels=96 alt/> }.into_any()
                        }
                    }}
                    <div class="row tight">
                        <PickFile text=tr!(brands.logo_upload) accept=PICTURES busy on_file=UnsyncCallback::new(send)/>
                        {move || shown.get().is_some().then(|| view! {
                            <Button text=tr!(brands.logo_remove) icon=Icon::Trash2 busy on_press=remove/>
                        })}
                    </div>
                </div>
                <div role="status">
                    {move || match stage.get() {
                        Stage::Idle => ().into_any(),
                        Stage::Sending => view! {
                            <Progress
                                label=tr!(brands.logo_sending)
                                done=Signal::stored(0)
                                total=Signal::stored(None)
                                text=tr!(brands.logo_sending)
                            />
                        }.into_any(),
                        Stage::Preparing(job) => view! {
                            <JobWatch id=job label=tr!(brands.logo_preparing) result=|_| ().into_any() on_end=ended/>
                        }.into_any(),
                    }}
                </div>
                <p class="field-help">{tr!(brands.logo_help)}</p>
            </div>
        </Card>
    }
}

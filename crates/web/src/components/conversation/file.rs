//! A file of a message. Its link is good for a quarter of an hour; what is opened or saved later asks for another.

use leptos::prelude::*;
use shared::id::ApplicationId;
use shared::media::{FileKind, FileLink, MediaFile};

use crate::api;
use crate::browser;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// A picture, which opens, or a video, which plays.
#[component]
pub fn FileView(
    /// In the thread of which application.
    application: ApplicationId,
    /// The file.
    file: MediaFile,
) -> impl IntoView {
    let (id, kind, bytes) = (file.id, file.kind, file.bytes);
    let link = Remote::new(move || api::messages::file(application, id));
    let open = RwSignal::new(false);
    let name = move || match kind {
        FileKind::Image => say!(talk.picture, size = format::bytes(bytes)),
        FileKind::Video => say!(talk.video, size = format::bytes(bytes)),
    };
    view! {
        {move || match link.get() {
            Load::Waiting => view! { <span class="talk-file waiting" role="status"><span class="hidden-visually">{tr!(common.loading)}</span></span> }.into_any(),
            Load::Failed(_) => view! {
                <span class="talk-file lost">
                    <span class="small">{tr!(talk.file_lost)}</span>
                    <Button text=tr!(common.retry) small=true on_press=move |()| link.reload()/>
                </span>
            }
            .into_any(),
            Load::Ready(found) => {
                let url = address(&found);
                match kind {
                    FileKind::Image => view! {
                        <button type="button" class="talk-picture" aria-label=name title=name on:click=move |_| open.set(true)>
                            <img class="talk-file" src=url alt="" loading="lazy"/>
                        </button>
                    }
                    .into_any(),
                    FileKind::Video => view! {
                        <video class="talk-file wide" controls=true preload="metadata" src=url aria-label=name></video>
                    }
                    .into_any(),
                }
            }
        }}
        <Dialog open title=tr!(talk.picture_title)>
            <Large application file=id/>
        </Dialog>
    }
}

/// The picture as large as there is room, and the way to save it.
#[component]
fn Large(application: ApplicationId, file: shared::id::MediaId) -> impl IntoView {
    let link = Remote::new(move || api::messages::file(application, file));
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let save = move |()| {
        act(
            busy,
            api::messages::file(application, file),
            move |link: FileLink| browser::download(&format!("{}?save=true", address(&link))),
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <div class="stack">
            {loaded(link, 6, move |link| view! { <img class="talk-large" src=address(&link) alt=tr!(talk.picture_title)/> }.into_any())}
            <div class="row dialog-actions">
                <Button text=tr!(talk.save_file) icon=Icon::Download busy on_press=save/>
            </div>
        </div>
    }
}

fn address(link: &FileLink) -> String {
    api::absolute(&link.url)
}

//! Files on their way into a message: each is sent as soon as it is chosen.

use leptos::prelude::*;
use shared::campaigns::MOST_ATTACHMENTS;
use shared::id::{ApplicationId, MediaId};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, Url};

use crate::api;
use crate::browser::{ignore, spawn};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;
use crate::ui::toast::{Toasts, use_toasts};

/// The files that the API takes.
const FILES: &str = "image/png,image/jpeg,image/gif,image/webp,video/mp4,video/quicktime,video/webm";
/// The most bytes of one.
const MOST_BYTES: f64 = 25.0 * 1024.0 * 1024.0;

/// One file; without an id while it is on its way.
#[derive(Clone)]
struct Chosen {
    key: u32,
    name: String,
    preview: Option<String>,
    id: RwSignal<Option<MediaId>>,
}

/// The files of the message to come. Copy it freely.
#[derive(Clone, Copy)]
pub struct Uploads {
    application: ApplicationId,
    list: RwSignal<Vec<Chosen>>,
    next: StoredValue<u32>,
    toasts: Toasts,
}

impl Uploads {
    /// None yet.
    pub fn new(application: ApplicationId) -> Self {
        let uploads = Self {
            application,
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            toasts: use_toasts(),
        };
        on_cleanup(move || {
            let _gone = uploads.list.try_with_untracked(|list| list.iter().for_each(forget_preview));
        });
        uploads
    }

    /// Those that have arrived.
    pub fn ids(self) -> Vec<MediaId> {
        self.list.with_untracked(|list| list.iter().filter_map(|one| one.id.get_untracked()).collect())
    }

    /// Whether one is on its way.
    pub fn is_sending(self) -> bool {
        self.list.with_untracked(|list| list.iter().any(|one| one.id.get_untracked().is_none()))
    }

    /// Forgets these: they stand in a message now.
    pub fn used(self, ids: &[MediaId]) {
        self.keep(|one| one.id.get_untracked().is_none_or(|id| !ids.contains(&id)));
    }

    fn keep(self, keep: impl Fn(&Chosen) -> bool) {
        let _gone = self.list.try_update(|list| {
            list.iter().filter(|one| !keep(one)).for_each(forget_preview);
            list.retain(keep);
        });
    }

    fn take(self, files: Vec<File>) {
        let room = MOST_ATTACHMENTS.saturating_sub(self.list.with_untracked(Vec::len));
        if files.len() > room {
            self.toasts.info(say!(talk.files_most, most = MOST_ATTACHMENTS.to_string()));
        }
        for file in files.into_iter().take(room) {
            if file.size() > MOST_BYTES {
                self.toasts.info(say!(talk.file_large, name = file.name()));
            } else {
                self.send(file);
            }
        }
    }

    fn send(self, file: File) {
        let key = self.next.get_value();
        self.next.set_value(key.wrapping_add(1));
        let preview =
            file.type_().starts_with("image/").then(|| Url::create_object_url_with_blob(&file).ok());
        let chosen = Chosen { key, name: file.name(), preview: preview.flatten(), id: RwSignal::new(None) };
        self.list.update(|list| list.push(chosen.clone()));
        spawn(async move {
            match api::messages::send_file(self.application, file).await {
                Ok(kept) => {
                    let _gone = chosen.id.try_set(Some(kept.id));
                }
                Err(problem) => {
                    self.toasts.problem(&problem);
                    self.keep(|one| one.key != key);
                }
            }
        });
    }
}

fn forget_preview(one: &Chosen) {
    if let Some(url) = &one.preview {
        ignore(Url::revoke_object_url(url));
    }
}

/// The files, each with the way to leave it out.
#[component]
pub fn UploadList(uploads: Uploads) -> impl IntoView {
    view! {
        <ul class="talk-uploads" role="list" aria-label=tr!(talk.files)>
            <For each=move || uploads.list.get() key=|one| one.key let:one>
                {chosen_view(uploads, one)}
            </For>
        </ul>
    }
}

fn chosen_view(uploads: Uploads, one: Chosen) -> AnyView {
    let Chosen { key, name, preview, id } = one;
    let label = StoredValue::new(name.clone());
    view! {
        <li class="talk-upload">
            {match preview {
                Some(url) => view! { <img src=url alt="" width="32" height="32"/> }.into_any(),
                None => view! { <IconView icon=Icon::Paperclip class="small"/> }.into_any(),
            }}
            <span class="cut small">{name}</span>
            <span class="tiny quiet" role="status">
                {move || if id.get().is_none() { tr!(talk.file_sending)() } else { tr!(talk.file_ready)() }}
            </span>
            <Button text=Text::live(move || say!(talk.file_remove, name = label.get_value())) icon=Icon::X bare=true small=true kind=Kind::Ghost on_press=move |()| uploads.keep(|one| one.key != key)/>
        </li>
    }
    .into_any()
}

/// The button that opens the device's files.
#[component]
pub fn PickFiles(uploads: Uploads) -> impl IntoView {
    let take = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(list) = input.files() {
            uploads.take((0..list.length()).filter_map(|at| list.get(at)).collect());
        }
        // So that the same file can be sent again.
        input.set_value("");
    };
    view! {
        <label class="button pick-file">
            <IconView icon=Icon::Paperclip class="small"/>
            <span class="button-text">{tr!(talk.attach)}</span>
            <input type="file" accept=FILES multiple on:change=take/>
        </label>
    }
}

//! Sending pictures, one after the other: each says where it stands until it is in the portfolio.

use leptos::prelude::*;
use shared::creators::MAX_PORTFOLIO;
use shared::id::JobId;
use shared::system::{Job, JobStatus};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, Url};

use crate::api;
use crate::areas::creator::context::{Own, use_own};
use crate::browser::{ignore, spawn};
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::icon::{Icon, IconView};
use crate::ui::progress::Progress;
use crate::ui::toast::{Toasts, use_toasts};

/// The most bytes that the API takes.
const MAX: f64 = 8.0 * 1024.0 * 1024.0;

/// Where a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Sending,
    Preparing(JobId),
}

/// One picture on its way.
#[derive(Clone)]
struct Upload {
    key: u32,
    name: String,
    preview: Option<String>,
    stage: RwSignal<Stage>,
}

/// The pictures on their way. Copy it freely.
#[derive(Clone, Copy)]
struct Queue {
    list: RwSignal<Vec<Upload>>,
    /// Those that are not sent yet. One goes after the other: each is a change of the same profile.
    files: StoredValue<Vec<(Upload, File)>, LocalStorage>,
    next: StoredValue<u32>,
    running: StoredValue<bool>,
    own: Own,
    toasts: Toasts,
}

impl Queue {
    fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            running: StoredValue::new(false),
            own: use_own(),
            toasts: use_toasts(),
        }
    }

    /// Takes files in, as many as there is room for.
    fn take(self, files: Vec<File>) {
        let used = self.own.now().map_or(0, |creator| creator.portfolio.len());
        let on_their_way = self.files.with_value(Vec::len);
        let room = MAX_PORTFOLIO.saturating_sub(used).saturating_sub(on_their_way);
        if files.len() > room {
            self.toasts.info(say!(creator.pictures_no_room, room = room.to_string()));
        }
        for file in files.into_iter().take(room) {
            if file.size() > MAX {
                self.toasts.info(say!(creator.picture_large, name = file.name()));
                continue;
            }
            let key = self.next.get_value();
            self.next.set_value(key.wrapping_add(1));
            let preview = Url::create_object_url_with_blob(&file).ok();
            let upload = Upload { key, name: file.name(), preview, stage: RwSignal::new(Stage::Waiting) };
            self.list.update(|list| list.push(upload.clone()));
            self.files.update_value(|files| files.push((upload, file)));
        }
        if !self.running.get_value() {
            self.running.set_value(true);
            spawn(self.run());
        }
    }

    async fn run(self) {
        while let Some((upload, file)) = self.first() {
            self.send(upload, file).await;
        }
        let _gone = self.running.try_update_value(|running| *running = false);
    }

    /// The one to send next; none when there is none, or the page is gone.
    fn first(self) -> Option<(Upload, File)> {
        self.files.try_update_value(|files| (!files.is_empty()).then(|| files.remove(0))).flatten()
    }

    async fn send(self, upload: Upload, file: File) {
        let _gone = upload.stage.try_set(Stage::Sending);
        match api::creators::send_picture(file).await {
            Ok(started) => {
                let _gone = upload.stage.try_set(Stage::Preparing(started.job_id));
                // It stands in the portfolio already, not to be seen yet.
                self.refresh().await;
            }
            Err(problem) => {
                self.toasts.problem(&problem);
                self.forget(upload.key);
            }
        }
    }

    /// Reads the profile again; nothing that is being typed is lost by it.
    async fn refresh(self) {
        if let Ok(now) = api::creators::own().await {
            self.own.take(now);
        }
    }

    /// It can be seen, or nothing came of it.
    fn ended(self, upload: &Upload, job: &Job) {
        if job.status == JobStatus::Succeeded {
            self.toasts.good(tr!(creator.picture_done)());
        } else {
            let why = job.error.clone().unwrap_or_default();
            let text = say!(creator.picture_failed, name = upload.name.clone());
            self.toasts.bad(format!("{text} {why}").trim().to_owned());
        }
        self.forget(upload.key);
        spawn(self.refresh());
    }

    fn forget(self, key: u32) {
        let _gone = self.list.try_update(|list| {
            for url in list.iter().filter(|one| one.key == key).filter_map(|one| one.preview.as_ref()) {
                ignore(Url::revoke_object_url(url));
            }
            list.retain(|one| one.key != key);
        });
    }
}

/// The card that takes pictures and shows those on their way.
#[component]
pub fn Uploads(
    /// There is no room for more.
    full: Memo<bool>,
) -> impl IntoView {
    let queue = Queue::new();
    view! {
        <Card title=tr!(creator.pictures) text=tr!(creator.pictures_text)>
            <div class="stack">
                <PickFiles full on_files=UnsyncCallback::new(move |files| queue.take(files))/>
                <ul class="uploads" role="list">
                    <For each=move || queue.list.get() key=|one| one.key let:upload>
                        {upload_view(queue, upload)}
                    </For>
                </ul>
                <p class="field-help">{tr!(creator.pictures_help)}</p>
            </div>
        </Card>
    }
}

fn upload_view(queue: Queue, upload: Upload) -> AnyView {
    let stage = upload.stage;
    let preview = upload.preview.clone();
    let name = upload.name.clone();
    let ended = Callback::new(move |job: Job| queue.ended(&upload, &job));
    view! {
        <li class="upload">
            {preview.map(|url| view! { <img class="upload-preview" src=url alt="" width="48" height="48"/> })}
            <div class="grow" role="status">
                <p class="small strong breakable">{name}</p>
                {move || match stage.get() {
                    Stage::Waiting => view! { <p class="small quiet">{tr!(creator.picture_waits)}</p> }.into_any(),
                    Stage::Sending => view! {
                        <Progress
                            label=tr!(creator.picture_sending)
                            done=Signal::stored(0)
                            total=Signal::stored(None)
                            text=tr!(creator.picture_sending)
                        />
                    }.into_any(),
                    Stage::Preparing(id) => view! {
                        <JobWatch id label=tr!(creators.picture_preparing) result=|_| ().into_any() on_end=ended/>
                    }.into_any(),
                }}
            </div>
        </li>
    }
    .into_any()
}

/// A button that opens the device's files.
#[component]
fn PickFiles(full: Memo<bool>, on_files: UnsyncCallback<Vec<File>>) -> impl IntoView {
    let take = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(list) = input.files() {
            on_files.run((0..list.length()).filter_map(|at| list.get(at)).collect());
        }
        // So that the same file can be sent again.
        input.set_value("");
    };
    view! {
        <label class="button pick" class:off=full>
            <IconView icon=Icon::Upload class="small"/>
            <span class="button-text">{tr!(creator.pictures_choose)}</span>
            <input
                type="file"
                accept="image/png,image/jpeg,image/gif,image/webp"
                multiple
                disabled=full
                on:change=take
            />
        </label>
    }
}

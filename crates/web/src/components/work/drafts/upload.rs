//! A file of a draft on its way: chosen, sent with its progress, there; or refused, in words that say what would be right.

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::id::DeliverableId;
use shared::media::{FileKind, MediaFile};
use web_sys::File;

use crate::api::{self, ApiProblem};
use crate::browser::spawn;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, Group, PickFile};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::progress::Progress;
use crate::ui::text::Text;

/// The files that the API takes.
const TAKEN: &str =
    "image/png,image/jpeg,image/gif,image/webp,video/mp4,video/x-m4v,video/quicktime,video/webm";

/// The field's path in the DTO.
pub const FIELD: &str = "content.file_id";

/// Where the file stands.
#[derive(Clone, PartialEq)]
enum Stage {
    None,
    Sending { name: String, bytes: u64 },
    There { name: String, file: MediaFile },
}

/// The file on its way. Copy it freely.
#[derive(Clone, Copy)]
pub struct Upload {
    stage: RwSignal<Stage>,
    gone: RwSignal<u64>,
    stop: StoredValue<Option<AbortHandle>>,
}

impl Upload {
    /// None yet.
    pub fn new() -> Self {
        let upload =
            Self { stage: RwSignal::new(Stage::None), gone: RwSignal::new(0), stop: StoredValue::new(None) };
        // Nobody waits for it any more.
        on_cleanup(move || upload.halt());
        upload
    }

    /// The file, once it is there; tracked.
    pub fn file(self) -> Option<MediaFile> {
        match self.stage.get() {
            Stage::There { file, .. } => Some(file),
            Stage::None | Stage::Sending { .. } => None,
        }
    }

    /// Forgets the file: a draft has used it, or another one is chosen.
    pub fn clear(self) {
        self.halt();
        self.stage.set(Stage::None);
    }

    fn halt(self) {
        if let Some(stop) = self.stop.try_update_value(Option::take).flatten() {
            stop.abort();
        }
    }

    fn send(self, form: Form, piece: DeliverableId, file: File) {
        let (name, bytes) = (file.name(), size(&file));
        form.clear();
        if let Some(why) = refusal(&file.type_(), bytes) {
            form.refuse(FIELD, why);
            return;
        }
        self.gone.set(0);
        self.stage.set(Stage::Sending { name: name.clone(), bytes });
        let (stop, registration) = AbortHandle::new_pair();
        self.stop.set_value(Some(stop));
        let told = self.gone;
        let sent = api::work::send_file(piece, file, move |gone| {
            let _gone = told.try_set(gone);
        });
        spawn(async move {
            // Stopped: whoever stopped it has said what is shown.
            let Ok(answer) = Abortable::new(sent, registration).await else { return };
            match answer {
                Ok(file) => {
                    let _gone = self.stage.try_set(Stage::There { name, file });
                }
                Err(problem) => {
                    if self.stage.try_set(Stage::None).is_none() {
                        form.refuse(FIELD, words(&problem));
                    }
                }
            }
        });
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is whole and not negative"
)]
fn size(file: &File) -> u64 {
    file.size() as u64
}

/// Why a file is not even sent, if so. A type that the browser does not know is left to the API, which looks inside.
fn refusal(media_type: &str, bytes: u64) -> Option<String> {
    let kind = match media_type.split_once('/') {
        Some(("image", _)) => FileKind::Image,
        Some(("video", _)) | None => FileKind::Video,
        Some(_) => return Some(tr!(deliverables.file_unknown)().to_owned()),
    };
    if !media_type.is_empty() && !TAKEN.split(',').any(|taken| taken == media_type) {
        return Some(tr!(deliverables.file_unknown)().to_owned());
    }
    (bytes > kind.most_bytes())
        .then(|| say!(deliverables.file_large, size = format::bytes(bytes), most = most(kind)))
}

/// The most that a file may have, in the unit in which the limit is set.
fn most(kind: FileKind) -> String {
    format!("{} MB", kind.most_bytes() / (1024 * 1024))
}

/// What the API refused, in words that say what would be right.
fn words(problem: &ApiProblem) -> String {
    let text = if problem.is(ErrorCode::UnsupportedMediaType) {
        tr!(deliverables.file_unknown)()
    } else if problem.is(ErrorCode::PayloadTooLarge) {
        tr!(deliverables.file_too_large)()
    } else if problem.is(ErrorCode::LimitReached) {
        tr!(deliverables.files_waiting)()
    } else {
        return problem.title();
    };
    text.to_owned()
}

/// The field.
#[component]
pub fn UploadField(
    /// Its form.
    form: Form,
    /// Of what.
    piece: DeliverableId,
    /// The file.
    upload: Upload,
) -> impl IntoView {
    let sending = Signal::derive(move || matches!(upload.stage.get(), Stage::Sending { .. }));
    let pick = move || {
        let send = UnsyncCallback::new(move |file: File| upload.send(form, piece, file));
        view! { <div class="row"><PickFile text=tr!(deliverables.choose_file) accept=TAKEN busy=sending on_file=send/></div> }
    };
    view! {
        <Group form name=FIELD label=tr!(deliverables.file) help=tr!(deliverables.file_help)>
            <div role="status">
                {move || match upload.stage.get() {
                    Stage::None => pick().into_any(),
                    Stage::Sending { name, bytes } => {
                        let text = Text::live(move || {
                            say!(deliverables.file_gone, gone = format::bytes(upload.gone.get()), size = format::bytes(bytes))
                        });
                        view! {
                            <Progress label=name done=upload.gone total=Signal::stored(Some(bytes)) text>
                                <Button text=tr!(deliverables.file_stop) small=true on_press=move |()| upload.clear()/>
                            </Progress>
                        }.into_any()
                    }
                    Stage::There { name, file } => view! {
                        <div class="row tight">
                            <IconView icon=Icon::CircleCheck/>
                            <span class="breakable">{name}</span>
                            <span class="small quiet">{move || format::bytes(file.bytes)}</span>
                            <Button text=tr!(deliverables.file_other) small=true kind=Kind::Ghost on_press=move |()| upload.clear()/>
                        </div>
                    }.into_any(),
                }}
            </div>
        </Group>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const MIB: u64 = 1024 * 1024;

    #[wasm_bindgen_test]
    fn only_what_would_be_refused_is_not_sent() {
        for (media_type, bytes) in
            [("image/png", 25 * MIB), ("video/mp4", 512 * MIB), ("video/quicktime", 1), ("", 512 * MIB)]
        {
            assert_eq!(refusal(media_type, bytes), None, "{media_type}");
        }
        for (media_type, bytes) in [
            ("image/png", 25 * MIB + 1),
            ("video/mp4", 512 * MIB + 1),
            ("", 512 * MIB + 1),
            ("image/svg+xml", 1),
            ("video/x-msvideo", 1),
            ("application/pdf", 1),
        ] {
            assert!(refusal(media_type, bytes).is_some(), "{media_type} {bytes}");
        }
        assert!(refusal("image/png", 26 * MIB).unwrap().contains("25 MB"));
    }
}

//! Sending a file so that it can be watched: how many bytes have gone, and a way to stop. `fetch` tells neither of an
//! upload, so this is the one place that uses the older interface of browsers.

use std::fmt;
use std::rc::Rc;

use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, File, ProgressEvent, XmlHttpRequest};

use super::ApiProblem;

/// A file on its way, and who watches it. Whoever drops the request stops it.
#[derive(Clone)]
pub struct Watched {
    file: File,
    gone: Rc<dyn Fn(u64)>,
}

impl Watched {
    /// A file; `gone` is told how many of its bytes have gone.
    pub fn new(file: File, gone: impl Fn(u64) + 'static) -> Self {
        Self { file, gone: Rc::new(gone) }
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Watched").field("file", &self.file.name()).finish_non_exhaustive()
    }
}

/// What came back.
pub(super) struct Received {
    pub status: u16,
    pub text: String,
    pub request_id: Option<String>,
}

/// A request under way, with what it calls.
struct Running {
    request: XmlHttpRequest,
    _over: Closure<dyn FnMut()>,
    _progress: Closure<dyn FnMut(ProgressEvent)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.request.set_onloadend(None);
        if let Ok(upload) = self.request.upload() {
            upload.set_onprogress(None);
        }
        // One that has ended does nothing.
        crate::browser::ignore(self.request.abort());
    }
}

/// Posts the file to an address, and waits for the answer.
pub(super) async fn send(
    url: &str,
    headers: &[(&str, String)],
    watched: &Watched,
) -> Result<Received, ApiProblem> {
    let (over, is_over) = oneshot::channel::<()>();
    let running = start(url, headers, watched, over).map_err(|_| ApiProblem::unreachable())?;
    if is_over.await.is_err() {
        return Err(ApiProblem::unreachable());
    }
    let request = &running.request;
    let status = request.status().unwrap_or_default();
    if status == 0 {
        return Err(ApiProblem::unreachable());
    }
    Ok(Received {
        status,
        text: request.response_text().ok().flatten().unwrap_or_default(),
        request_id: request.get_response_header("x-request-id").ok().flatten(),
    })
}

fn start(
    url: &str,
    headers: &[(&str, String)],
    watched: &Watched,
    over: oneshot::Sender<()>,
) -> Result<Running, wasm_bindgen::JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("POST", url, true)?;
    request.set_with_credentials(true);
    for (name, value) in headers {
        request.set_request_header(name, value)?;
    }
    let mut over = Some(over);
    let ended = Closure::<dyn FnMut()>::new(move || {
        if let Some(over) = over.take() {
            // Nobody waits any more where this fails.
            let _gone = over.send(());
        }
    });
    request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
    let gone = Rc::clone(&watched.gone);
    let progress =
        Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| gone(whole(event.loaded())));
    request.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    let blob: &Blob = &watched.file;
    request.send_with_opt_blob(Some(blob))?;
    Ok(Running { request, _over: ended, _progress: progress })
}

/// A count of bytes, as the browser tells it.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count is whole and not negative"
)]
const fn whole(bytes: f64) -> u64 {
    bytes as u64
}

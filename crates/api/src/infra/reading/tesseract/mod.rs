//! Tesseract, Debian's program, as a child process: Spanish and English, on this machine.
//!
//! The page is read whole once. Where a label was found and no figure beside it, that part is looked at again more
//! closely, because single digits that stand alone are easily missed; and every figure that was found is looked at once
//! more by itself, in several sizes, because one digit or comma that is misread among a page of words is a wrong figure.

mod child;
mod tsv;

use std::sync::Arc;
use std::time::Instant;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::Semaphore;

use super::layout::{self, Word};
use super::picture::{Picture, Unreadable};
use super::prepare::{Page, Prepared};
use super::{Failure, Read, Reader, pages};
use crate::config;

/// So many run at a time in this process.
const AT_ONCE: usize = 2;
/// So many parts of a page are looked at again at most.
const SECOND_LOOKS: usize = 24;
/// How tall digits are made when a figure is looked at by itself: each size is a look of its own. Tesseract was taught
/// with letters of about this size; of larger ones it takes a 5 for a 9 more and more often.
const SIZES: [u32; 3] = [23, 27, 31];

/// How Tesseract looks for words.
#[derive(Debug, Clone, Copy)]
enum Look {
    /// Words anywhere, in no order.
    Scattered,
    /// One line.
    Line,
}

/// Tesseract. Cheap to clone.
#[derive(Clone)]
pub struct Tesseract(Arc<Parts>);

struct Parts {
    settings: config::Tesseract,
    places: Semaphore,
}

impl Tesseract {
    /// Over the program that is configured.
    pub fn new(settings: config::Tesseract) -> Self {
        Self(Arc::new(Parts { settings, places: Semaphore::new(AT_ONCE) }))
    }

    /// The words of a picture, where they are. What the figures are made of.
    ///
    /// # Errors
    /// Why nothing was read.
    pub async fn words(&self, picture: &Picture) -> Result<Vec<Word>, Failure> {
        let page = self.page(picture).await?;
        self.whole(&page, Instant::now()).await
    }

    async fn page(&self, picture: &Picture) -> Result<Arc<Page>, Failure> {
        let picture = picture.clone();
        let page = blocking(move || picture.grey().map(|grey| Arc::new(Page::new(&grey)))).await?;
        Ok(page?)
    }

    /// The words of each of some parts, of which the first is the page if they are scattered.
    async fn look(
        &self,
        parts: Vec<Prepared>,
        look: Look,
        begun: Instant,
    ) -> Result<Vec<Vec<Word>>, Failure> {
        let file = pages::file(&parts).ok_or_else(|| Failure::Broken("it is too large".to_owned()))?;
        let settings = &self.0.settings;
        let left = settings.patience.saturating_sub(begun.elapsed());
        let mode = match look {
            Look::Scattered => "11",
            Look::Line => "7",
        };
        let table = child::run(settings, mode, &file, left).await?;
        let mut found = tsv::words(&table, parts.len());
        for (words, prepared) in found.iter_mut().zip(&parts) {
            for word in words {
                word.place = prepared.in_the_picture(word.place);
            }
        }
        Ok(found)
    }

    async fn whole(&self, page: &Arc<Page>, begun: Instant) -> Result<Vec<Word>, Failure> {
        let page = Arc::clone(page);
        let whole = blocking(move || page.prepared(page.whole())).await?.map_err(Failure::Broken)?;
        Ok(self.look(vec![whole], Look::Scattered, begun).await?.pop().unwrap_or_default())
    }

    /// What is found in each of some parts when it is looked at alone, once in each size.
    async fn closer(
        &self,
        page: &Arc<Page>,
        parts: &[layout::Part],
        begun: Instant,
    ) -> Result<Vec<Vec<Vec<Word>>>, Failure> {
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let (page, wanted) = (Arc::clone(page), parts.to_vec());
        let prepared = blocking(move || {
            let all = wanted.iter().flat_map(|part| SIZES.iter().map(move |size| (part, *size)));
            all.map(|(part, size)| page.line(part.place, part.digits, size))
                .collect::<Result<Vec<_>, String>>()
        });
        let prepared = prepared.await?.map_err(Failure::Broken)?;
        let found = self.look(prepared, Look::Line, begun).await?;
        Ok(found.chunks(SIZES.len()).map(<[_]>::to_vec).collect())
    }

    async fn figures(&self, picture: &Picture) -> Result<Read, Failure> {
        let _place = self.0.places.acquire().await.map_err(|_| Failure::Broken("it is closed".to_owned()))?;
        let begun = Instant::now();
        let page = self.page(picture).await?;
        let size = picture.size();
        let mut words = self.whole(&page, begun).await?;
        // What the first look found is worth having, even when there is no time for another.
        let mut spots = layout::unread(&words, size);
        spots.truncate(SECOND_LOOKS);
        if let Ok(looks) = self.closer(&page, &spots, begun).await {
            for (spot, looks) in spots.iter().zip(looks) {
                layout::fill(&mut words, spot.place, looks);
            }
        }
        let mut figures = layout::written(&words, size);
        figures.truncate(SECOND_LOOKS);
        let looks = self.closer(&page, &figures, begun).await.unwrap_or_default();
        Ok(layout::read_closely(&words, size, &looks))
    }
}

impl Reader for Tesseract {
    fn kind(&self) -> &'static str {
        "tesseract"
    }

    fn read<'a>(&'a self, picture: &'a Picture) -> BoxFuture<'a, Result<Read, Failure>> {
        self.figures(picture).boxed()
    }
}

/// Runs what takes a moment where it may. A decoder that panics over a picture has refused it.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Failure::Picture(Unreadable::Damaged("it could not be decoded".to_owned())))
}

//! Screenshots of statistics pages that a real browser drew (`e2e/screens/draw.mjs`): Tesseract reads at least 95 of 100
//! figures right, with their places; and no two of them are taken for the same picture.
//!
//! The pictures are in `fixtures/screens`, so that this needs no browser. A third of them is held out: who makes the
//! reader better looks at the others only, and both scores are told. A proof draws more, which nobody has seen.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use api::config;
use api::infra::reading::{Fingerprint, Likeness, Picture, Read, Reader, Tesseract};
use futures::StreamExt;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};
use serde::Deserialize;
use shared::figures::{FigureKind, FigureValue, Place};
use tempfile::TempDir;
use tokio::process::Command;

use super::{blank, opened};
use crate::support::proof::{Dice, cases, is_whole};

/// So many pictures can be drawn of one seed.
const DRAWN: u32 = 54;
/// So many are drawn anew in a proof.
const ANEW: u32 = 18;

#[derive(Deserialize)]
struct Manifest {
    pictures: Vec<Drawn>,
}

#[derive(Deserialize)]
pub struct Drawn {
    pub file: String,
    pub network: String,
    /// Whether nobody looked at it who made the reader better.
    pub held_out: bool,
    pub width: u32,
    pub height: u32,
    /// What is there to be read, whole and with its label.
    pub figures: Vec<True>,
    /// What the edge of the screen cuts: it may be read or not.
    pub partly: Vec<FigureKind>,
}

#[derive(Deserialize)]
pub struct True {
    pub kind: FigureKind,
    pub text: String,
    pub value: FigureValue,
    pub place: Place,
}

fn manifest(folder: &Path) -> Vec<Drawn> {
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    serde_json::from_slice::<Manifest>(&manifest).unwrap().pictures
}

/// Every picture that is kept, and where they are.
pub fn kept() -> (PathBuf, Vec<Drawn>) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/screens"));
    let drawn = manifest(&folder);
    (folder, drawn)
}

/// The pictures that are read: all in a proof, else a seeded tenth.
fn asked() -> (PathBuf, Vec<Drawn>) {
    let (folder, mut drawn) = kept();
    assert!(drawn.len() >= 40, "{} pictures", drawn.len());
    let many = usize::try_from(cases(u32::try_from(drawn.len()).unwrap())).unwrap();
    let mut dice = Dice::new();
    while drawn.len() > many {
        let at = dice.below(u32::try_from(drawn.len()).unwrap());
        drawn.remove(usize::try_from(at).unwrap());
    }
    (folder, drawn)
}

/// Draws some pictures of a seed, in a folder that goes with what is given.
async fn draw(seed: u32, wanted: &[u32]) -> (TempDir, Vec<Drawn>) {
    let folder = tempfile::tempdir().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/screens/draw.mjs");
    let only: Vec<String> = wanted.iter().map(u32::to_string).collect();
    let chromium = std::env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
    let drawn = Command::new("node")
        .arg(script)
        .arg("--folder")
        .arg(folder.path())
        .args(["--seed", &seed.to_string(), "--only", &only.join(",")])
        .env("CHROMIUM", chromium)
        .kill_on_drop(true)
        .output()
        .await
        .expect("node runs");
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let pictures = manifest(folder.path());
    (folder, pictures)
}

fn open(folder: &Path, drawn: &Drawn) -> Picture {
    let picture = Picture::open(std::fs::read(folder.join(&drawn.file)).unwrap()).unwrap();
    assert_eq!(picture.size(), (drawn.width, drawn.height));
    picture
}

/// How much was read right. What was read and is not there counts as wrong too.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn of(read: &Read, drawn: &Drawn) -> Self {
        let mut score = Self::default();
        for figure in &drawn.figures {
            score.all += 1;
            let found = read.figures.iter().find(|found| found.kind == figure.kind);
            match found {
                Some(found) if found.value == figure.value && is_at(found.place.unwrap(), figure.place) => {
                    score.right += 1;
                }
                other => {
                    let other = other.map(|other| (&other.text, other.confidence, other.place));
                    score.wrong.push(format!(
                        "{}: {:?} is {:?} at {:?}, not {other:?}",
                        drawn.file, figure.kind, figure.text, figure.place
                    ));
                }
            }
        }
        for found in &read.figures {
            let is_there = drawn.figures.iter().any(|figure| figure.kind == found.kind);
            if !is_there && !drawn.partly.contains(&found.kind) {
                score.all += 1;
                score.wrong.push(format!("{}: {:?} is not there: {found:?}", drawn.file, found.kind));
            }
        }
        score
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.all += other.all;
        self.wrong.extend_from_slice(&other.wrong);
    }

    fn is_at_least(&self, percent: usize) -> bool {
        self.right * 100 >= self.all * percent
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = self.right * 10_000 / self.all.max(1);
        write!(f, "{} of {} ({}.{:02} %)", self.right, self.all, hundredths / 100, hundredths % 100)
    }
}

/// Whether the middle of what was found is where the figure is drawn.
pub fn is_at(found: Place, drawn: Place) -> bool {
    let (x, y) = (found.x + found.width / 2, found.y + found.height / 2);
    (drawn.x..=drawn.x + drawn.width).contains(&x) && (drawn.y..=drawn.y + drawn.height).contains(&y)
}

/// As the configuration has it unless it is told otherwise, but for the time: other tests run beside this one.
fn tesseract() -> Tesseract {
    let program = std::env::var_os("AVENUE_TESSERACT").map(Into::into);
    Tesseract::new(config::Tesseract { program, patience: Duration::from_secs(180), memory: 1 << 30 })
}

/// What was read of each picture, and how long it took.
async fn read_all<'a>(folder: &'a Path, drawn: &'a [Drawn]) -> Vec<(&'a Drawn, Read, Duration)> {
    let tesseract = &tesseract();
    futures::stream::iter(drawn)
        .map(|drawn| async move {
            let picture = open(folder, drawn);
            let begun = Instant::now();
            (drawn, tesseract.read(&picture).await.unwrap(), begun.elapsed())
        })
        .buffered(2)
        .collect()
        .await
}

#[tokio::test]
async fn at_least_95_of_100_figures_are_read_right() {
    let (folder, drawn) = asked();
    let reads = read_all(&folder, &drawn).await;
    let [mut whole, mut looked_at, mut held_out, mut of_others]: [Score; 4] = Default::default();
    let mut networks: BTreeMap<&str, Score> = BTreeMap::new();
    for (number, (drawn, read, _)) in reads.iter().enumerate() {
        let score = Score::of(read, drawn);
        whole.add(&score);
        networks.entry(&drawn.network).or_default().add(&score);
        if drawn.held_out {
            held_out.add(&score)
        } else {
            looked_at.add(&score)
        }
        // The control: the same words are no good for another page.
        of_others.add(&Score::of(&reads[(number + 1) % reads.len()].1, drawn));
        if let Some(network) = read.network {
            assert_eq!(network.as_str(), drawn.network, "{}", drawn.file);
        }
    }
    whole.wrong.iter().for_each(|wrong| println!("{wrong}"));
    let known = reads.iter().filter(|(_, read, _)| read.network.is_some()).count();
    let longest = reads.iter().map(|(_, _, took)| *took).max().unwrap();
    let mean = reads.iter().map(|(_, _, took)| *took).sum::<Duration>() / u32::try_from(reads.len()).unwrap();
    println!("figures read right on {} pictures: {whole}", drawn.len());
    println!("of pictures that were looked at: {looked_at}; of those held out: {held_out}");
    networks.iter().for_each(|(network, score)| println!("of {network}: {score}"));
    println!("{known} networks known; one reading took {mean:.1?} on average, {longest:.1?} at most");
    println!("the control, against another page's figures: {of_others}");
    // Of a few pictures one alone is many of a hundred.
    let (least, least_of_each) = if is_whole() { (95, 90) } else { (80, 0) };
    assert!(whole.is_at_least(least), "{whole}");
    if is_whole() {
        assert!(held_out.is_at_least(least), "held out: {held_out}");
        assert_eq!(networks.len(), 3);
    }
    assert!(networks.values().all(|score| score.is_at_least(least_of_each)));
    assert!(whole.all >= 3 * drawn.len(), "too few figures were drawn");
    assert!(!of_others.is_at_least(20), "{of_others}");
}

/// What nobody can have looked at: pages of the seed of this run.
#[tokio::test]
async fn pages_that_were_never_seen_are_read_too() {
    if !is_whole() {
        println!("left to the proof, which has a browser");
        return;
    }
    let mut dice = Dice::new();
    let seed = dice.below(1_000_000);
    let wanted: Vec<u32> = (0..ANEW).map(|at| at * DRAWN / ANEW + dice.below(DRAWN / ANEW)).collect();
    let (folder, drawn) = draw(seed, &wanted).await;
    let mut score = Score::default();
    for (drawn, read, _) in read_all(folder.path(), &drawn).await {
        score.add(&Score::of(&read, drawn));
    }
    score.wrong.iter().for_each(|wrong| println!("{wrong}"));
    println!("figures read right on {} pictures of the seed {seed}: {score}", drawn.len());
    // A third as many as are kept: chance moves them further.
    assert!(score.is_at_least(90), "{score}");
}

/// The control: where nothing is written, nothing is read.
#[tokio::test]
async fn noise_holds_no_figures() {
    let mut dice = Dice::new();
    let noise = GrayImage::from_fn(540, 1_170, |_, _| Luma([u8::try_from(dice.below(256)).unwrap()]));
    let read = tesseract().read(&opened(&noise)).await.unwrap();
    assert_eq!(read, Read::default());
}

#[tokio::test]
async fn a_picture_used_before_is_recognised_and_others_are_not() {
    let (folder, drawn) = asked();
    let pictures: Vec<(Picture, Fingerprint)> = drawn
        .iter()
        .map(|drawn| {
            let picture = open(&folder, drawn);
            let fingerprint = Fingerprint::of(&picture).unwrap();
            (picture, fingerprint)
        })
        .collect();
    let saved_anew = |picture: &Picture| {
        let mut bytes = Cursor::new(Vec::new());
        let grey = picture.grey().unwrap();
        grey.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 70)).unwrap();
        Fingerprint::of(&Picture::open(bytes.into_inner()).unwrap()).unwrap()
    };
    for (number, (picture, fingerprint)) in pictures.iter().enumerate() {
        let anew = saved_anew(picture);
        assert_eq!(fingerprint.likeness(&anew), Likeness::LooksTheSame, "{}", drawn[number].file);
        assert!(fingerprint.bands().iter().any(|band| anew.bands().contains(band)));
        for (other, (_, of_other)) in pictures.iter().enumerate() {
            let expected = if other == number { Likeness::Same } else { Likeness::Different };
            let names = (&drawn[number].file, &drawn[other].file);
            assert_eq!(fingerprint.likeness(of_other), expected, "{names:?}");
        }
    }
    // The control of both: a page with nothing on it is none of them.
    let nothing = Fingerprint::of(&blank(1080, 2340)).unwrap();
    assert!(pictures.iter().all(|(_, fingerprint)| fingerprint.likeness(&nothing) == Likeness::Different));
}

//! A corpus of broken and hostile pictures: each is refused with a reason or cleaned, within bounds of memory, and
//! nothing crashes. Child processes do it, one for each core, so that a crash and its memory are their own.
//!
//! Public suites from `fixtures/hostile-pictures.tar.gz`, pictures that we make, cut ones and ones with flipped bits.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;

use api::domains::media::{Refused, SIZES, clean};
use image::ImageFormat;

use super::made::{self, SECRET};
use super::scan::metadata;
use crate::support::proof::{Dice, cases};

/// What the child may take at most beyond what it takes before the first picture.
const MEMORY: u64 = 400 * 1024 * 1024;

fn corpus(folder: &Path) -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    let fixture = Path::new(&here).join("../../fixtures/hostile-pictures.tar.gz");
    let unpacked = Command::new("tar").arg("xzf").arg(fixture).arg("-C").arg(folder).status().unwrap();
    assert!(unpacked.success());
    folder.join("hostile-pictures")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.components().any(|part| part.as_os_str() == "licences") && !path.ends_with("README") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn everything() -> Vec<(String, Vec<u8>)> {
    vec![
        ("everything.jpg".into(), made::jpeg_with_everything(96, 64)),
        ("everything.png".into(), made::png_with_everything(96, 64)),
        ("everything.webp".into(), made::webp_with_everything(64)),
        ("everything.gif".into(), made::gif_with_everything(64)),
    ]
}

/// Every picture of the proof, by the suite that it belongs to.
fn pictures(home: &Path) -> Vec<(String, String, Vec<u8>)> {
    let root = corpus(home);
    let mut all: Vec<(String, String, Vec<u8>)> = files(&root)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            (name.split('/').next().unwrap().to_owned(), name, std::fs::read(path).unwrap())
        })
        .collect();
    let mut add = |suite: &str, made: Vec<(String, Vec<u8>)>| {
        all.extend(made.into_iter().map(|(name, bytes)| (suite.to_owned(), name, bytes)));
    };
    add("made: everything", everything());
    add("made: polyglots", made::polyglots());
    add("made: bombs", made::bombs());
    let mut cut = Vec::new();
    for (name, bytes) in everything() {
        for length in (0..bytes.len()).step_by(64) {
            cut.push((format!("{name} cut at {length}"), bytes[..length].to_vec()));
        }
    }
    add("made: cut at every 64th byte", cut);
    let mut dice = Dice::new();
    let whole = everything();
    let flipped = (0..cases(10_000)).map(|number| {
        let (name, bytes) = &whole[usize::try_from(number).unwrap() % whole.len()];
        let mut bytes = bytes.clone();
        for _ in 0..=dice.below(8) {
            let at = usize::try_from(dice.below(u32::try_from(bytes.len()).unwrap())).unwrap();
            bytes[at] ^= 1 << dice.below(8);
        }
        (format!("{name} flipped {number}"), bytes)
    });
    add("made: flipped bits", flipped.collect());
    all
}

/// What became of one picture: its kind of refusal, or `cleaned` after every promise was checked on the result.
fn judged(name: &str, bytes: &[u8]) -> String {
    let cleaned = match clean(bytes) {
        Ok(cleaned) => cleaned,
        Err(refused) => {
            let text = refused.to_string();
            assert!(text.len() > 20 && text.is_ascii() | text.contains('×'), "{name}: {text:?}");
            return match refused {
                Refused::NotTaken { .. } => "not a kind that is taken",
                Refused::TooLarge { .. } => "too large",
                Refused::TooSmall { .. } => "too small",
                Refused::TooMuchMemory => "too much memory",
                Refused::Damaged(_) => "damaged",
            }
            .to_owned();
        }
    };
    assert_eq!(cleaned.variants.len(), SIZES.len(), "{name}");
    for variant in &cleaned.variants {
        assert_eq!(metadata(&variant.webp), Vec::<&str>::new(), "{name} at {}", variant.size);
        let decoded = image::load_from_memory_with_format(&variant.webp, ImageFormat::WebP).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (variant.size.into(), variant.size.into()), "{name}");
    }
    "cleaned".to_owned()
}

/// The most memory that this process has taken, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

const CHILD: &str = "AVENUE_TEST_HOSTILE";

/// The child: not a test of its own.
#[test]
fn child() {
    let Some(list) = std::env::var_os(CHILD) else { return };
    let before = peak();
    let mut most = (0, String::new());
    for line in std::fs::read_to_string(list).unwrap().lines() {
        let (name, path) = line.split_once('\t').unwrap();
        // So that it is known which one it was, should it be the last.
        println!("\nAT\t{name}");
        let verdict = judged(name, &std::fs::read(path).unwrap());
        println!("\nVERDICT\t{name}\t{verdict}");
        let grown = peak() - before;
        if grown > most.0 {
            most = (grown, name.to_owned());
        }
    }
    println!("\nPEAK\t{}\t{}", most.0, most.1);
}

#[test]
fn every_hostile_picture_is_refused_or_cleaned_within_bounds() {
    let home = tempfile::tempdir().unwrap();
    let all = pictures(home.path());
    let suites: BTreeMap<String, String> =
        all.iter().enumerate().map(|(n, (suite, name, _))| (format!("{n} {name}"), suite.clone())).collect();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut lists = vec![String::new(); cores];
    for (number, (_, name, bytes)) in all.iter().enumerate() {
        let path = home.path().join(number.to_string());
        std::fs::write(&path, bytes).unwrap();
        lists[number % cores].push_str(&format!("{number} {name}\t{}\n", path.display()));
    }
    let children = lists.iter().enumerate().map(|(number, list)| {
        let list_file = home.path().join(format!("list-{number}"));
        std::fs::write(&list_file, list).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["media::hostile::child", "--exact", "--nocapture"]).env(CHILD, list_file);
        std::thread::spawn(move || child.output().unwrap())
    });
    // All begin before one is waited for.
    let children: Vec<_> = children.collect();
    let mut said = String::new();
    for child in children {
        let output = child.join().unwrap();
        let its = String::from_utf8_lossy(&output.stdout);
        let last = its.lines().rev().find(|line| line.starts_with("AT\t"));
        assert!(output.status.success(), "{last:?}: {}", String::from_utf8_lossy(&output.stderr));
        said.push_str(&its);
    }

    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    let mut judged = 0;
    for line in said.lines().filter_map(|line| line.strip_prefix("VERDICT\t")) {
        let (name, verdict) = line.rsplit_once('\t').unwrap();
        *counts.entry((suites[name].clone(), verdict.to_owned())).or_default() += 1;
        judged += 1;
    }
    for ((suite, verdict), count) in &counts {
        println!("{suite}: {count} {verdict}");
    }
    let peaks = said.lines().filter_map(|line| line.strip_prefix("PEAK\t"));
    let (bytes, at) = peaks
        .map(|peak| peak.split_once('\t').unwrap())
        .map(|(bytes, at)| (bytes.parse::<u64>().unwrap(), at))
        .max()
        .unwrap();
    let cleaned: u32 =
        counts.iter().filter(|((_, verdict), _)| verdict == "cleaned").map(|(_, count)| count).sum();
    println!(
        "{judged} pictures: {cleaned} cleaned, {} refused; most memory beyond the start: {bytes} ({at})",
        judged - cleaned
    );
    assert_eq!(usize::try_from(judged).unwrap(), all.len());
    assert!(bytes < MEMORY, "{bytes} at {at}");
    // The controls: good suites pass, and bombs and other kinds do not.
    let count = |suite: &str, verdict: &str| {
        counts.get(&(suite.to_owned(), verdict.to_owned())).copied().unwrap_or(0)
    };
    assert_eq!(count("made: everything", "cleaned"), 4);
    assert!(count("pngsuite", "cleaned") > 40 && count("pillow", "cleaned") > 100, "{counts:?}");
    assert_eq!(count("made: bombs", "cleaned") + count("other-formats", "cleaned"), 1 + 2, "{counts:?}");
}

/// The control of the scanner: what must be gone was there.
#[test]
fn the_scanner_finds_what_the_originals_hold() {
    for (name, bytes) in everything() {
        let found = metadata(&bytes);
        assert!(found.contains(&"secret") && found.contains(&"xmp"), "{name}: {found:?}");
        assert!(bytes.windows(SECRET.len()).filter(|window| *window == SECRET).count() >= 2, "{name}");
    }
    let home = tempfile::tempdir().unwrap();
    let root = corpus(home.path());
    let with_metadata =
        files(&root).iter().filter(|path| !metadata(&std::fs::read(path).unwrap()).is_empty()).count();
    println!("{with_metadata} files of the public suites hold metadata");
    assert!(with_metadata > 50, "{with_metadata}");
}

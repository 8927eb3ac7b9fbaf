//! Compressed copies beside each file, and what they weigh.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::tree;

/// Writes `.br` and `.gz` beside every file that shrinks, and prints the sizes.
pub fn beside(dist: &Path) -> Result<()> {
    let files: Vec<PathBuf> = tree::files(dist)?.into_iter().filter(|file| shrinks(file)).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut sizes = std::thread::scope(|scope| {
        let shares: Vec<_> = (0..workers)
            .map(|worker| {
                let share: Vec<_> = files.iter().skip(worker).step_by(workers).collect();
                scope.spawn(move || share.into_iter().map(|file| one(file)).collect::<Result<Vec<_>>>())
            })
            .collect();
        let mut sizes = Vec::new();
        for share in shares {
            sizes.extend(share.join().map_err(|_| anyhow!("compression stopped unexpectedly"))??);
        }
        Ok::<_, anyhow::Error>(sizes)
    })?;
    sizes.sort();
    eprintln!("  {:>10} {:>10}  file", "bytes", "brotli");
    for Size { file, plain, brotli } in sizes {
        eprintln!("  {plain:>10} {brotli:>10}  {}", file.strip_prefix(dist)?.display());
    }
    Ok(())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Size {
    file: PathBuf,
    plain: usize,
    brotli: usize,
}

fn shrinks(file: &Path) -> bool {
    let ext = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !matches!(ext.as_str(), "woff2" | "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif" | "mp4")
}

fn one(file: &Path) -> Result<Size> {
    let bytes = fs::read(file)?;
    let brotli = brotli(&bytes)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    let gzip = gzip.finish()?;
    for (ext, small) in [("br", &brotli), ("gz", &gzip)] {
        if small.len() < bytes.len() {
            let mut name = file.as_os_str().to_owned();
            name.push(format!(".{ext}"));
            fs::write(&name, small)
                .with_context(|| format!("could not write {}", Path::new(&name).display()))?;
        }
    }
    Ok(Size { file: file.to_path_buf(), plain: bytes.len(), brotli: brotli.len().min(bytes.len()) })
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &params)?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_can_be_read_back() {
        let text = "la vida es una tómbola ".repeat(50);
        let small = brotli(text.as_bytes()).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert!(small.len() < 100 && back == text.as_bytes());
    }
}

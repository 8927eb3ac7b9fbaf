//! One run of the program: the picture in by standard input, a table of words out by standard output, nothing else.
//!
//! Its limits are set before it is given the picture, so nothing that a picture does to it escapes them.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::super::Failure;
use crate::config;

/// The most that is read of what it prints.
const MOST_PRINTED: u64 = 8 * 1024 * 1024;
/// What it needs of our environment.
const KEPT: [&str; 2] = ["PATH", "TESSDATA_PREFIX"];
/// Signals by which the kernel ends a process at its limits.
const OUT_OF_TIME: i32 = 24;
const KILLED: i32 = 9;
const ABORTED: i32 = 6;

/// Reads a picture and gives its table. `mode` is the way in which words are looked for.
///
/// # Errors
/// Why nothing was read.
pub(super) async fn run(
    settings: &config::Tesseract,
    mode: &str,
    picture: &[u8],
    patience: Duration,
) -> Result<String, Failure> {
    let program = settings.program.clone().map_or_else(|| OsString::from("tesseract"), Into::into);
    let mut command = Command::new(&program);
    command
        .args(["stdin", "stdout", "-l", "spa+eng", "--psm", mode, "--dpi", "300", "tsv"])
        .env_clear()
        .envs(KEPT.iter().filter_map(|name| Some((*name, std::env::var_os(name)?))))
        // Threads of its own would only fight for the same cores.
        .env("OMP_THREAD_LIMIT", "1")
        .env("LC_ALL", "C.UTF-8")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let child = command.spawn().map_err(|error| {
        let name = program.display();
        Failure::NotReady(format!(
            "{name} does not start ({error}); install Debian's tesseract-ocr and tesseract-ocr-spa, or set \
             AVENUE_TESSERACT or GEMINI_API_KEY"
        ))
    })?;
    limit(&child, settings)?;
    // The child ends with this future, however that ends.
    let Ok(ended) = timeout(patience, converse(child, picture)).await else {
        return Err(Failure::TimedOut(settings.patience));
    };
    let (status, printed, complaints) = ended.map_err(|error| Failure::Broken(error.to_string()))?;
    judge(status, printed, &complaints, settings)
}

/// Sets the limits of a child that still waits for its input.
fn limit(child: &Child, settings: &config::Tesseract) -> Result<(), Failure> {
    let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw) else {
        // It has ended already; why, its status will tell.
        return Ok(());
    };
    let limits = [
        (Resource::As, settings.memory),
        (Resource::Cpu, settings.patience.as_secs().saturating_add(1)),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        prlimit(Some(pid), resource, limit)
            .map_err(|error| Failure::Broken(format!("Tesseract could not be limited: {error}")))?;
    }
    Ok(())
}

async fn converse(mut child: Child, picture: &[u8]) -> std::io::Result<(ExitStatus, Vec<u8>, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let feed = async {
        if let Some(mut stdin) = stdin {
            // One that does not want to hear says why by its status.
            let _ = stdin.write_all(picture).await;
            let _ = stdin.shutdown().await;
        }
    };
    let ((), printed, complaints) = tokio::join!(feed, all_of(stdout), all_of(stderr));
    let complaints = String::from_utf8_lossy(&complaints?).into_owned();
    let printed = printed?;
    Ok((child.wait().await?, printed, complaints))
}

async fn all_of(stream: Option<impl AsyncRead + Unpin>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.take(MOST_PRINTED).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// What the end of a run means.
fn judge(
    status: ExitStatus,
    printed: Vec<u8>,
    complaints: &str,
    settings: &config::Tesseract,
) -> Result<String, Failure> {
    let complaint =
        complaints.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it said nothing");
    let complaint: String = complaint.chars().filter(|c| !c.is_control()).take(200).collect();
    // Without one of its languages it goes on with the other, and says so.
    if complaints.contains("Failed loading language") || complaints.contains("Error opening data file") {
        return Err(Failure::NotReady(format!(
            "Tesseract lacks a language ({complaint}); install Debian's tesseract-ocr-eng and tesseract-ocr-spa"
        )));
    }
    let memory = settings.memory / 1_048_576;
    match (status.code(), status.signal()) {
        (Some(0), _) => Ok(String::from_utf8_lossy(&printed).into_owned()),
        (_, Some(OUT_OF_TIME)) => Err(Failure::TimedOut(settings.patience)),
        (_, Some(KILLED | ABORTED)) => Err(Failure::Broken(format!(
            "Tesseract gave up, most often because {memory} MB of memory are not enough: {complaint}"
        ))),
        _ => Err(Failure::Broken(format!("Tesseract ended with {status}: {complaint}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(program: &str) -> config::Tesseract {
        let patience = Duration::from_secs(2);
        config::Tesseract { program: Some(program.into()), patience, memory: 256 << 20 }
    }

    /// A program in Tesseract's place.
    fn stand_in(folder: &std::path::Path, script: &str) -> config::Tesseract {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("tesseract");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        settings(path.to_str().unwrap())
    }

    async fn ran(script: &str) -> Result<String, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let settings = stand_in(folder.path(), script);
        run(&settings, "11", b"a picture", settings.patience).await
    }

    #[tokio::test]
    async fn it_is_given_the_picture_and_its_table_is_taken() {
        assert_eq!(
            ran("echo \"$@\"; cat").await.unwrap(),
            "stdin stdout -l spa+eng --psm 11 --dpi 300 tsv\na picture"
        );
    }

    #[tokio::test]
    async fn it_is_told_nothing_of_ours_and_writes_nothing() {
        let said = ran("cat >/dev/null; env | cut -d= -f1 | sort | tr '\\n' ' '; pwd").await.unwrap();
        assert!(
            said.contains("OMP_THREAD_LIMIT") && !said.contains("HOME") && said.trim().ends_with('/'),
            "{said}"
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("written");
        let script = format!("cat >/dev/null; echo much > {}", file.display());
        assert!(matches!(ran(&script).await, Err(Failure::Broken(_))));
        assert_eq!(std::fs::read(file).unwrap_or_default(), b"");
    }

    #[tokio::test]
    async fn its_memory_and_its_time_are_limited() {
        let said = ran("cat >/dev/null; ulimit -v; ulimit -t").await.unwrap();
        assert_eq!(said.split_whitespace().collect::<Vec<_>>(), ["262144", "3"]);
        let began = std::time::Instant::now();
        let late = ran("cat >/dev/null; exec sleep 60").await.unwrap_err();
        assert_eq!(late, Failure::TimedOut(Duration::from_secs(2)));
        assert!(began.elapsed() < Duration::from_secs(20));
    }

    #[tokio::test]
    async fn what_is_missing_is_said() {
        let missing =
            run(&settings("/nowhere/tesseract"), "11", b"", Duration::from_secs(1)).await.unwrap_err();
        assert!(
            matches!(&missing, Failure::NotReady(text) if text.contains("tesseract-ocr-spa")),
            "{missing:?}"
        );
        let language = "cat >/dev/null; echo \"Failed loading language 'spa'\" >&2";
        assert!(matches!(ran(language).await, Err(Failure::NotReady(_))));
        let broken = ran("cat >/dev/null; echo 'Error during processing.' >&2; exit 1").await.unwrap_err();
        assert!(matches!(&broken, Failure::Broken(text) if text.contains("during processing")), "{broken:?}");
        for signal in ["ABRT", "KILL", "SEGV"] {
            let killed = ran(&format!("cat >/dev/null; kill -{signal} $$")).await.unwrap_err();
            assert_eq!((killed.as_str(), killed.is_temporary()), ("broken", false), "{signal}: {killed:?}");
        }
    }
}

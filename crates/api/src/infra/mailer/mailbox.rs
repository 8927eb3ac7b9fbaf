//! The mailbox of the data folder: one `.eml` file per mail, whole or not there.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use super::MailFailure;

/// Keeps a mail as `<id>.eml`. The same mail kept again replaces itself.
pub(super) async fn keep(folder: &Path, id: &str, mail: Vec<u8>) -> Result<(), MailFailure> {
    let folder = folder.to_owned();
    let file = folder.join(format!("{id}.eml"));
    let shown = file.display().to_string();
    let written = spawn_blocking(move || write(&folder, file, &mail)).await;
    written
        .map_err(io::Error::other)
        .flatten()
        .map_err(|error| MailFailure::Temporary(format!("the mail could not be kept as {shown}: {error}")))
}

fn write(folder: &Path, file: PathBuf, mail: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut draft = tempfile::Builder::new().prefix(".draft-").tempfile_in(folder)?;
    draft.write_all(mail)?;
    draft.as_file().sync_all()?;
    draft.persist(file)?;
    // The name is only safe on disk once the folder is.
    std::fs::File::open(folder)?.sync_all()
}

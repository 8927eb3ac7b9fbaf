//! Encrypting files by age (age-encryption.org/v1), so that the program `age` reads what we wrote and the other way
//! round.
//!
//! Whoever encrypts needs only the public key of a recipient; reading needs the identity, which can lie elsewhere. Works
//! in constant memory, on a thread of its own.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use age::{Decryptor, Encryptor, Identity, IdentityFile, Recipient};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::hex::hex;

/// What the name of an encrypted file ends with.
pub const ENDING: &str = ".age";
/// How much is read at a time; between two reads it is looked whether to stop.
const CHUNK: usize = 256 * 1024;

/// Size and SHA-256 of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Bytes.
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
}

/// Why a file was not encrypted or decrypted.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// It is encrypted, and nobody said by what to read it.
    #[error(
        "the archive is encrypted, and no identity was given to read it by: name the file with its age key in \
         AVENUE_BACKUP_AGE_IDENTITY_FILE, or by --identity on the command line"
    )]
    NoIdentity,
    /// The file of the identity is none.
    #[error("the identity file {0} cannot be used: {1}")]
    BadIdentity(PathBuf, String),
    /// It is encrypted for somebody else.
    #[error("the archive is encrypted for another key: none of the identities in {0} opens it")]
    WrongIdentity(PathBuf),
    /// It is not what was written.
    #[error("the encrypted archive is damaged: {0}")]
    Damaged(String),
    /// It was stopped.
    #[error("stopped")]
    Cancelled,
    /// Reading or writing failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Whom files are encrypted for.
#[derive(Clone)]
pub struct Recipients(Arc<Vec<age::x25519::Recipient>>);

impl Recipients {
    /// Public keys of the form `age1…`. None if there are none.
    ///
    /// # Errors
    /// The first one that is no such key, as [`io::ErrorKind::InvalidInput`].
    pub fn parse<S: ToString>(keys: &[S]) -> io::Result<Option<Self>> {
        let parsed: Result<Vec<_>, String> = keys
            .iter()
            .map(|key| key.to_string().parse::<age::x25519::Recipient>().map_err(str::to_owned))
            .collect();
        match parsed {
            Ok(keys) => Ok((!keys.is_empty()).then(|| Self(Arc::new(keys)))),
            Err(error) => Err(io::Error::new(io::ErrorKind::InvalidInput, error)),
        }
    }

    /// The public keys, as they are written.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }

    /// Encrypts `from` into `to`, a file that is there already, and waits until the disk has it.
    ///
    /// # Errors
    /// [`SealingError::Cancelled`] and [`SealingError::Io`].
    pub async fn seal(
        &self,
        from: &Path,
        to: &Path,
        cancel: &CancellationToken,
    ) -> Result<Sealed, SealingError> {
        let (keys, from, to, cancel) = (self.clone(), from.to_owned(), to.to_owned(), cancel.clone());
        spawn_blocking(move || keys.seal_blocking(&from, &to, &cancel)).await.map_err(io::Error::other)?
    }

    fn seal_blocking(
        &self,
        from: &Path,
        to: &Path,
        cancel: &CancellationToken,
    ) -> Result<Sealed, SealingError> {
        let mut from = File::open(from)?;
        let to = Hashing { inner: BufWriter::new(File::create(to)?), hasher: Sha256::new(), bytes: 0 };
        let encryptor = Encryptor::with_recipients(self.0.iter().map(recipient))
            .map_err(|error| io::Error::other(error.to_string()))?;
        let mut sink = encryptor.wrap_output(to)?;
        pump(&mut from, &mut sink, cancel)?;
        let Hashing { inner, hasher, bytes } = sink.finish()?;
        inner.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        Ok(Sealed { bytes, sha256: hex(&hasher.finalize()) })
    }
}

fn recipient(key: &age::x25519::Recipient) -> &dyn Recipient {
    key
}

fn identity_of(key: &(dyn Identity + Send + Sync)) -> &dyn Identity {
    key
}

/// Whether a file is encrypted, by its name.
pub fn is_sealed(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(ENDING)
}

/// Decrypts `from` into `to`, a file that is there already, by the identities in a file. Nothing that `to` holds may be
/// used unless this ends well.
///
/// # Errors
/// See [`SealingError`].
pub async fn unseal(
    from: &Path,
    to: &Path,
    identity: Option<&Path>,
    cancel: &CancellationToken,
) -> Result<(), SealingError> {
    let identity = identity.ok_or(SealingError::NoIdentity)?;
    let (from, to, identity) = (from.to_owned(), to.to_owned(), identity.to_owned());
    let cancel = cancel.clone();
    spawn_blocking(move || unseal_blocking(&from, &to, identity, &cancel)).await.map_err(io::Error::other)?
}

fn unseal_blocking(
    from: &Path,
    to: &Path,
    identity: PathBuf,
    cancel: &CancellationToken,
) -> Result<(), SealingError> {
    use age::DecryptError as E;
    let bad = |error: &dyn std::fmt::Display| SealingError::BadIdentity(identity.clone(), error.to_string());
    let keys = File::open(&identity).map_err(|error| bad(&error))?;
    let keys = IdentityFile::from_buffer(BufReader::new(keys)).map_err(|error| bad(&error))?;
    let keys = keys.into_identities().map_err(|error| bad(&error))?;
    let from = BufReader::with_capacity(CHUNK, File::open(from)?);
    let opened = Decryptor::new_buffered(from)
        .and_then(|decryptor| decryptor.decrypt(keys.iter().map(|key| identity_of(key.as_ref()))));
    let mut source = opened.map_err(|error| match error {
        E::NoMatchingKeys => SealingError::WrongIdentity(identity.clone()),
        E::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            SealingError::Damaged("it ends before its beginning does".to_owned())
        }
        E::Io(error) => SealingError::Io(error),
        error => SealingError::Damaged(error.to_string()),
    })?;
    let mut to = BufWriter::new(File::create(to)?);
    pump(&mut Decrypting(&mut source), &mut to, cancel)?;
    to.flush()?;
    Ok(())
}

/// Tells what cannot be decrypted from what cannot be read.
struct Decrypting<R>(R);

impl<R: Read> Read for Decrypting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                io::Error::new(io::ErrorKind::InvalidData, error.to_string())
            }
            _ => error,
        })
    }
}

fn pump(from: &mut impl Read, to: &mut impl Write, cancel: &CancellationToken) -> Result<(), SealingError> {
    let mut buffer = vec![0; CHUNK];
    loop {
        if cancel.is_cancelled() {
            return Err(SealingError::Cancelled);
        }
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(SealingError::Damaged(error.to_string()));
            }
            Err(error) => return Err(error.into()),
        };
        to.write_all(buffer.get(..read).unwrap_or_default())?;
    }
}

/// A writer that counts and hashes.
struct Hashing<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(buffer.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use age::secrecy::ExposeSecret;

    use super::*;

    fn key(folder: &Path, name: &str) -> (PathBuf, Recipients) {
        let identity = age::x25519::Identity::generate();
        let file = folder.join(name);
        std::fs::write(&file, identity.to_string().expose_secret()).unwrap();
        (file, Recipients::parse(&[identity.to_public()]).unwrap().unwrap())
    }

    #[tokio::test]
    async fn what_was_sealed_is_opened_by_its_identity_alone_and_only_whole() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (mine, recipients) = key(folder.path(), "mine");
        let (other, _) = key(folder.path(), "other");
        let cancel = CancellationToken::new();
        let words: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_le_bytes).collect();
        std::fs::write(at("plain"), &words).unwrap();

        let sealed = recipients.seal(&at("plain"), &at("x.age"), &cancel).await.unwrap();
        let bytes = std::fs::read(at("x.age")).unwrap();
        assert_eq!(sealed.bytes, bytes.len() as u64);
        assert_eq!(sealed.sha256, hex(&Sha256::digest(&bytes)));
        unseal(&at("x.age"), &at("back"), Some(&mine), &cancel).await.unwrap();
        assert_eq!(std::fs::read(at("back")).unwrap(), words);

        let open = async |file: &str, identity: Option<&Path>| {
            unseal(&at(file), &at("out"), identity, &cancel).await.unwrap_err()
        };
        assert!(matches!(open("x.age", None).await, SealingError::NoIdentity));
        assert!(matches!(open("x.age", Some(&other)).await, SealingError::WrongIdentity(_)));
        assert!(matches!(open("x.age", Some(&at("plain"))).await, SealingError::BadIdentity(..)));
        assert!(matches!(open("x.age", Some(&at("none"))).await, SealingError::BadIdentity(..)));
        for (name, damaged) in [
            ("flipped", {
                let mut b = bytes.clone();
                let m = b.len() / 2;
                b[m] ^= 1;
                b
            }),
            ("cut", bytes[..bytes.len() - 1].to_vec()),
            ("cut at a chunk", bytes[..bytes.len() - 70_000].to_vec()),
            ("header", {
                let mut b = bytes.clone();
                b[150] ^= 1;
                b
            }),
            ("empty", Vec::new()),
        ] {
            std::fs::write(at("bad.age"), damaged).unwrap();
            let error = open("bad.age", Some(&mine)).await;
            assert!(
                matches!(error, SealingError::Damaged(_) | SealingError::WrongIdentity(_)),
                "{name}: {error}"
            );
        }
        cancel.cancel();
        assert!(matches!(open("x.age", Some(&mine)).await, SealingError::Cancelled));
    }
}

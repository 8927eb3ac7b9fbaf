//! Encrypted archives: who can read them, who cannot, and other programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use age::secrecy::ExposeSecret;
use serde_json::json;
use shared::system::JobStatus;

use super::support::{House, sha256};
use crate::support::TestApp;

/// A key pair of age.
pub struct Keys {
    folder: tempfile::TempDir,
    public: String,
    file: String,
}

impl Keys {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let identity = age::x25519::Identity::generate();
        let file = folder.path().join("identity");
        std::fs::write(&file, format!("# made for a test\n{}\n", identity.to_string().expose_secret()))
            .unwrap();
        Self { public: identity.to_public().to_string(), file: file.display().to_string(), folder }
    }

    /// Encrypts for this key, and reads by it.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        vec![("AVENUE_BACKUP_AGE_RECIPIENT", &self.public), ("AVENUE_BACKUP_AGE_IDENTITY_FILE", &self.file)]
    }

    /// Another implementation of age (rage's Python binding, from `e2e/requirements.txt`) opens the file.
    pub fn check_by_another_program(&self, file: &Path, plain_sha256: &str) {
        let plain = self.folder.path().join("plain");
        let script = "
import sys, pyrage
identity = pyrage.x25519.Identity.from_str(open(sys.argv[1]).read().splitlines()[1])
pyrage.decrypt_file(sys.argv[2], sys.argv[3], [identity])
";
        python(script, &[Path::new(&self.file), file, &plain]);
        assert_eq!(sha256(&std::fs::read(plain).unwrap()), plain_sha256);
    }

    /// The same program encrypts a file for this key.
    fn encrypt_by_another_program(&self, plain: &Path, to: &Path) {
        let script = "
import sys, pyrage
pyrage.encrypt_file(sys.argv[2], sys.argv[3], [pyrage.x25519.Recipient.from_str(sys.argv[1])])
";
        python(script, &[Path::new(&self.public), plain, to]);
    }
}

fn python(script: &str, arguments: &[&Path]) {
    let python = std::env::var("AVENUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).args(["-c", script]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn avenue(arguments: &[&str], identity: Option<&str>) -> (i32, String) {
    let mut command = Command::new(crate::support::mongo::AVENUE);
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    if let Some(identity) = identity {
        command.args(["--identity", identity]);
    }
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn only_the_right_identity_reads_it_and_errors_say_what_is_missing() {
    let (mine, other) = (Keys::new(), Keys::new());
    let recipient = ("AVENUE_BACKUP_AGE_RECIPIENT", mine.public.as_str());
    let identity = |file| ("AVENUE_BACKUP_AGE_IDENTITY_FILE", file);
    for (variables, expected) in [
        (vec![recipient], "AVENUE_BACKUP_AGE_IDENTITY_FILE"),
        (vec![recipient, identity(other.file.as_str())], "encrypted for another key"),
        (vec![recipient, identity("/nowhere/identity")], "cannot be used"),
    ] {
        let house = House::over(TestApp::with(&variables).await).await;
        // Encrypting needs no identity.
        let backup = house.back_up(&house.small().await).await;
        assert_eq!(backup["encrypted"]["recipients"], json!([mine.public]));
        let path = |what| format!("/api/backups/{}/{what}", backup["id"].as_str().unwrap());
        let target = house.name("restored");
        let order = json!({ "database": target, "confirmation": target });
        for (what, order) in [("verify", json!({})), ("restore", order)] {
            let job = house.ended(&path(what), order).await;
            let error = job.error.unwrap();
            assert!(job.status == JobStatus::Failed && error.contains(expected), "{what}: {error}");
            assert!(!error.contains("AGE-SECRET-KEY"));
        }
        let there = house.app.db.client().database(&target).list_collection_names().await.unwrap();
        assert!(there.is_empty());
        let record =
            house.owner.get(&format!("/api/backups/{}", backup["id"].as_str().unwrap())).await.json();
        assert!(record["backup"].get("error").is_none(), "a missing key is no damage: {record}");
    }
}

#[tokio::test]
async fn the_command_line_reads_what_we_and_what_others_encrypted() {
    let (keys, other) = (Keys::new(), Keys::new());
    let house = House::over(TestApp::with(&keys.variables()).await).await;
    let backup = house.back_up(&house.small().await).await;
    let file = house.file(&backup);
    let text = file.to_str().unwrap();
    let (code, said) = avenue(&["verify", text], Some(&keys.file));
    assert!(
        code == 0 && said.contains("51 documents") && said.contains("Its digest is the one"),
        "{code} {said}"
    );
    let (code, said) = avenue(&["verify", text], None);
    assert!(code == 2 && said.contains("--identity"), "{code} {said}");
    let (code, said) = avenue(&["verify", text], Some(&other.file));
    assert!(code == 2 && said.contains("another key"), "{code} {said}");
    assert!(avenue(&["compare", text, text], Some(&keys.file)).1.contains("Equal"));

    // Decrypted and encrypted again by another program, without a digest beside it.
    keys.check_by_another_program(&file, backup["sha256"].as_str().unwrap());
    let theirs: PathBuf = keys.folder.path().join("theirs.tar.zst.age");
    keys.encrypt_by_another_program(&keys.folder.path().join("plain"), &theirs);
    let (code, said) = avenue(&["verify", theirs.to_str().unwrap()], Some(&keys.file));
    assert!(code == 0 && said.contains("51 documents"), "{code} {said}");

    super::support::damage(&file);
    let (code, said) = avenue(&["verify", text], Some(&keys.file));
    assert!(code == 1 && said.contains("SHA-256"), "{code} {said}");
    super::support::damage(&theirs);
    let (code, said) = avenue(&["verify", theirs.to_str().unwrap()], Some(&keys.file));
    assert!(code == 1 && said.contains("damaged"), "{code} {said}");
}

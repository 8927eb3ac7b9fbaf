//! Backups in words: verdicts as sentences with figures, states, proofs.

use leptos::prelude::*;
use shared::backups::{Backup, BackupState, Trigger, Verdict};

use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::status::{Badge, Tone};
use crate::ui::text::Text;

/// What a backup means. Green only when the server's list and the archive agreed.
pub fn tone(backup: &Backup) -> Tone {
    match (backup.state, backup.verdict) {
        (BackupState::Finished, Some(Verdict::Complete)) => Tone::Good,
        (BackupState::Finished, Some(Verdict::Partial) | None) | (BackupState::Cancelled, _) => {
            Tone::Attention
        }
        (BackupState::Failed, _) => Tone::Bad,
        (BackupState::Queued | BackupState::Running, _) => Tone::Info,
    }
}

/// The finding in one sentence with its figures.
pub fn sentence(backup: &Backup) -> String {
    let collections = format::count(backup.collections);
    let documents = format::count(backup.documents);
    match (backup.state, backup.verdict) {
        (BackupState::Finished, Some(Verdict::Partial)) => {
            let excluded: Vec<&str> =
                backup.exclusions.iter().map(|left_out| left_out.collection.as_str()).collect();
            say!(
                backups.verdict_partial,
                collections = collections,
                documents = documents,
                excluded = excluded.join(", ")
            )
        }
        (BackupState::Finished, Some(Verdict::Complete) | None) => say!(
            backups.verdict_complete,
            collections = collections,
            documents = documents,
            instant = backup.instant.map(format::clock).unwrap_or_default()
        ),
        (BackupState::Failed, _) => say!(backups.verdict_failed).to_owned(),
        (BackupState::Cancelled, _) => say!(backups.verdict_cancelled).to_owned(),
        (BackupState::Running, _) => say!(backups.verdict_running).to_owned(),
        (BackupState::Queued, _) => say!(backups.verdict_queued).to_owned(),
    }
}

/// The verdict, or where it stands, in one word.
pub fn badge(backup: &Backup) -> AnyView {
    let text: fn() -> &'static str = match (backup.state, backup.verdict) {
        (BackupState::Finished, Some(Verdict::Complete)) => tr!(backups.complete),
        (BackupState::Finished, Some(Verdict::Partial)) => tr!(backups.partial),
        (BackupState::Finished, None) => tr!(backups.state_finished),
        (BackupState::Failed, _) => tr!(backups.state_failed),
        (BackupState::Cancelled, _) => tr!(backups.state_cancelled),
        (BackupState::Running, _) => tr!(backups.state_running),
        (BackupState::Queued, _) => tr!(backups.state_queued),
    };
    view! { <Badge text tone=tone(backup)/> }.into_any()
}

/// How far it is proven: restored, verified, or not yet.
pub fn proof(backup: &Backup) -> Text {
    let (drilled, verified) = (backup.drilled_at, backup.verified_at);
    Text::live(move || match (drilled, verified) {
        (Some(at), _) => say!(backups.proof_drilled, ago = format::ago(at)),
        (None, Some(at)) => say!(backups.proof_verified, ago = format::ago(at)),
        (None, None) => say!(backups.proof_none).to_owned(),
    })
}

/// Why it was taken.
pub fn trigger(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Manual => tr!(backups.trigger_manual)(),
        Trigger::Scheduled => tr!(backups.trigger_scheduled)(),
        Trigger::Direct => tr!(backups.trigger_direct)(),
        Trigger::CommandLine => tr!(backups.trigger_command_line)(),
        Trigger::Foreign => tr!(backups.trigger_foreign)(),
    }
}

/// Where its archive is.
pub fn destination(backup: &Backup) -> String {
    if backup.destination == "none" {
        return tr!(backups.destination_none)().to_owned();
    }
    let place = place(&backup.destination);
    if backup.encrypted.is_some() { format!("{place} · {}", tr!(backups.encrypted)()) } else { place }
}

/// What a place is called.
pub fn place(name: &str) -> String {
    match name {
        "local" => tr!(backups.destination_local)().to_owned(),
        "s3" => tr!(backups.destination_s3)().to_owned(),
        "cloudinary" => tr!(backups.destination_cloudinary)().to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::backups::Backup;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{sentence, tone};
    use crate::i18n::{Locale, choose};
    use crate::ui::status::Tone;

    fn backup(state: &str, verdict: Option<&str>) -> Backup {
        serde_json::from_value(json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057", "state": state, "verdict": verdict, "trigger": "manual",
            "host": "127.0.0.1:1", "database": "legacy", "instant": "2026-11-21T17:03:22Z", "collections": 34,
            "documents": 7609, "bytes": 1, "file_name": "x", "destination": "local", "available": true,
            "exclusions": [{"collection": "fs.files", "documents": 1, "bytes": 2}],
            "created_at": "2026-11-21T17:03:22Z"
        }))
        .unwrap()
    }

    #[wasm_bindgen_test]
    fn a_verdict_is_a_sentence_with_figures_and_green_only_when_complete() {
        choose(Locale::es);
        let complete = backup("finished", Some("complete"));
        assert!(sentence(&complete).starts_with("Completo: 34 colecciones, 7.609 documentos, instante "));
        assert_eq!(tone(&complete), Tone::Good);
        let partial = backup("finished", Some("partial"));
        assert!(sentence(&partial).ends_with("quedaron afuera fs.files"));
        for (state, verdict) in [
            ("finished", Some("partial")),
            ("failed", None),
            ("running", None),
            ("cancelled", None),
            ("finished", None),
        ] {
            assert_ne!(tone(&backup(state, verdict)), Tone::Good, "{state} {verdict:?}");
        }
    }
}

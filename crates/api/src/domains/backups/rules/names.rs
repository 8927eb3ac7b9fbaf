//! How archives and scratch databases are called, so that a person and a program recognise them.

use jiff::Timestamp;
use shared::id::{BackupId, DrillId};

/// What scratch databases of drills begin with.
pub const SCRATCH: &str = "avenue_drill_";
/// What follows an archive's name while it is being written.
pub const PARTIAL: &str = ".partial";
/// What follows an archive's name in the file that keeps its digest.
pub const SIDECAR: &str = ".sha256";

/// `<database>-20261121T060000Z-<id>.tar.zst`: sorts by time, and no two are equal.
pub fn file_name(database: &str, at: Timestamp, id: BackupId, extension: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    let database: String = database.chars().map(plain).collect();
    let id = id.uuid().simple().to_string();
    let tail: String = id.chars().skip(24).collect();
    format!("{database}-{}-{tail}.{extension}", at.strftime("%Y%m%dT%H%M%SZ"))
}

/// Whether a file in a destination can be an archive, by its name.
pub fn is_archive(file_name: &str) -> bool {
    let ending = [".tar.zst", ".tar.gz"].iter().any(|ending| file_name.ends_with(ending));
    ending && !file_name.starts_with('.') && !file_name.contains(['/', '\\', '\0'])
}

/// The scratch database of a drill.
pub fn scratch(id: DrillId) -> String {
    format!("{SCRATCH}{}", id.uuid().simple())
}

/// The drill that a scratch database belongs to, if it is one.
pub fn drill_of(database: &str) -> Option<DrillId> {
    let digits = database.strip_prefix(SCRATCH)?;
    let plain =
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> uuid::Uuid {
        "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()
    }

    #[test]
    fn a_name_tells_database_and_time_and_is_a_plain_file_name() {
        let at = "2026-11-21T06:00:00.123Z".parse().unwrap();
        let name = file_name("legacy", at, BackupId::new(id()), "tar.zst");
        assert_eq!(name, "legacy-20261121T060000Z-099a8057.tar.zst");
        assert!(is_archive(&name));
        let odd = file_name("../ñ x", at, BackupId::new(id()), "tar.gz");
        assert_eq!(odd, "_____x-20261121T060000Z-099a8057.tar.gz");
        assert!(is_archive(&odd));
    }

    #[test]
    fn only_archives_are_archives() {
        for no in ["a.tar", "a.tar.zst.partial", "a.tar.zst.sha256", ".a.tar.zst", "b/a.tar.gz", "x.zip"] {
            assert!(!is_archive(no), "{no}");
        }
    }

    #[test]
    fn a_scratch_database_is_recognised_and_nothing_else_is() {
        let drill = DrillId::new(id());
        assert_eq!(drill_of(&scratch(drill)), Some(drill));
        assert!(scratch(drill).len() <= 63);
        for no in
            ["avenue", "avenue_drill_", "avenue_drill_mine", "avenue_drill_01890A5DAC96774BBCCEB302099A8057"]
        {
            assert_eq!(drill_of(no), None, "{no}");
        }
    }
}

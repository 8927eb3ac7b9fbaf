//! How archives and scratch databases are called, so that a person and a program recognise them.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use shared::id::{BackupId, DrillId};

use crate::infra::hex::hex;
use crate::infra::sealing::ENDING;

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
    let plain = plain(file_name);
    let ending = [".tar.zst", ".tar.gz"].iter().any(|ending| plain.ends_with(ending));
    ending && !file_name.starts_with('.') && !file_name.contains(['/', '\\', '\0'])
}

/// What an archive is called before it is encrypted, or as it is.
pub fn plain(file_name: &str) -> &str {
    file_name.strip_suffix(ENDING).unwrap_or(file_name)
}

/// The scratch database of a drill of the platform that lives in the database `platform`. Two platforms on one server
/// must not take each other's for their own.
pub fn scratch(platform: &str, id: DrillId) -> String {
    format!("{}{}", own(platform), id.uuid().simple())
}

/// The drill of this platform that a scratch database belongs to, if it is one.
pub fn drill_of(platform: &str, database: &str) -> Option<DrillId> {
    let digits = database.strip_prefix(&own(platform))?;
    let plain =
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
    plain.then(|| digits.parse().ok()).flatten()
}

fn own(platform: &str) -> String {
    let digest = Sha256::digest(platform.as_bytes());
    let mark = digest.first_chunk::<4>().map(|start| hex(start)).unwrap_or_default();
    format!("{SCRATCH}{mark}_")
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
        assert!(is_archive(&format!("{odd}.age")));
    }

    #[test]
    fn only_archives_are_archives() {
        for no in [
            "a.tar",
            "a.tar.zst.partial",
            "a.tar.zst.sha256",
            ".a.tar.zst",
            "b/a.tar.gz",
            "x.zip",
            "a.age",
            "a.tar.zst.age.age",
        ] {
            assert!(!is_archive(no), "{no}");
        }
    }

    #[test]
    fn a_scratch_database_is_recognised_by_its_platform_and_nothing_else_is() {
        let drill = DrillId::new(id());
        let name = scratch("avenue", drill);
        assert_eq!(drill_of("avenue", &name), Some(drill));
        assert_eq!(drill_of("preview", &name), None);
        assert!(name.len() <= 63 && name.starts_with(SCRATCH));
        for no in ["avenue", "avenue_drill_", "avenue_drill_mine", &name.to_uppercase(), &format!("{name}0")]
        {
            assert_eq!(drill_of("avenue", no), None, "{no}");
        }
    }
}

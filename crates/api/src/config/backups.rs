//! Where archives go, who can read them, and for how long a deleted one can be had back.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::Platform;
use super::platform::Folder;
use super::reader::{Reader, Variable};

const FOLDER: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUPS",
    description: "The folder that archives are made and, unless told otherwise, kept in; best on another disk than the database",
    expected: "a path",
};
const DESTINATION: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUP_DESTINATION",
    description: "Where archives are kept: the first place counts, the others get copies",
    expected: "local, s3 or cloudinary, or several of them divided by commas; s3 needs AVENUE_S3_BUCKET, cloudinary CLOUDINARY_URL",
};
const RECIPIENT: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUP_AGE_RECIPIENT",
    description: "Whom archives are encrypted for; without one they are not",
    expected: "public keys of age such as age1…, divided by commas",
};
const IDENTITY: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUP_AGE_IDENTITY_FILE",
    description: "The file with the age key that encrypted archives are read by; needed to verify, restore and drill them",
    expected: "the path of a file as age-keygen writes it",
};
const DELAY: Variable = Variable {
    group: "backups",
    name: "AVENUE_BACKUP_DELETE_DELAY_DAYS",
    description: "For how many days a deleted archive can be had back",
    expected: "a number of days from 0 to 365",
};

/// A place that archives are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The folder of archives.
    Local,
    /// The S3-compatible store.
    S3,
    /// The Cloudinary account.
    Cloudinary,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Local => "local",
            Self::S3 => "s3",
            Self::Cloudinary => "cloudinary",
        })
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "local" => Ok(Self::Local),
            "s3" => Ok(Self::S3),
            "cloudinary" => Ok(Self::Cloudinary),
            _ => Err(()),
        }
    }
}

/// A public key of age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient(String);

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Recipient {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.parse::<age::x25519::Recipient>() {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(_) => Err(()),
        }
    }
}

/// Where archives go.
#[derive(Debug, Clone)]
pub struct Backups {
    /// The folder that archives are made in, and kept in where the folder is one of the places.
    pub folder: PathBuf,
    /// The places; never none. The first counts, the others get copies.
    pub places: Vec<Place>,
    /// Whom archives are encrypted for; nobody if none.
    pub recipients: Vec<Recipient>,
    /// The file with the key that encrypted archives are read by.
    pub identity_file: Option<PathBuf>,
    /// For how many days a deleted archive can be had back.
    pub delete_delay_days: u16,
}

impl Backups {
    pub(super) fn read(reader: &mut Reader<'_>, platform: &Platform, s3: bool, cloudinary: bool) -> Self {
        let folder = reader.value(FOLDER, Folder(platform.data.join("backups"))).0;
        let mut places = reader.list::<Place>(DESTINATION);
        for (at, place) in places.iter().enumerate() {
            if places.iter().take(at).any(|earlier| earlier == place) {
                reader.problem(DESTINATION, format!("{place} stands there twice"));
            }
            if (*place == Place::S3 && !s3) || (*place == Place::Cloudinary && !cloudinary) {
                reader.problem(DESTINATION, format!("{place} is chosen and not configured"));
            }
        }
        if places.is_empty() {
            places.push(Place::Local);
        }
        let recipients = reader.list::<Recipient>(RECIPIENT);
        let identity_file = reader.optional::<Folder>(IDENTITY).map(|file| file.0);
        let delete_delay_days = reader.value(DELAY, 7);
        if delete_delay_days > 365 {
            reader.problem(DELAY, format!("{delete_delay_days} is more than a year"));
        }
        Self { folder, places, recipients, identity_file, delete_delay_days }
    }
}

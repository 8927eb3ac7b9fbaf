//! Where archives are kept, as the console shows it.

use shared::backups::{BackupDestination, BackupDestinations, DestinationRole};

use super::Backups;
use crate::config::{Config, Place};

impl Backups {
    /// Every place, who can read new archives, and for how long a deleted one can be had back.
    pub fn destinations(&self) -> BackupDestinations {
        BackupDestinations {
            destinations: self.0.places.clone(),
            recipients: self.0.recipients.as_ref().map(|recipients| recipients.names()).unwrap_or_default(),
            can_decrypt: self.0.identity.is_some(),
            delete_delay_days: self.0.delete_delay_days,
        }
    }
}

/// Every place of the configuration in its order, then those that are not used.
pub(super) fn told(config: &Config) -> Vec<BackupDestination> {
    let used = &config.backups.places;
    let unused =
        [Place::Local, Place::S3, Place::Cloudinary].into_iter().filter(|place| !used.contains(place));
    let all = used.iter().copied().chain(unused);
    all.map(|place| {
        let address = address(place, config);
        let role = match used.iter().position(|other| *other == place) {
            Some(0) => DestinationRole::Primary,
            Some(_) => DestinationRole::Copies,
            None => DestinationRole::Unused,
        };
        BackupDestination { name: place.to_string(), configured: address.is_some(), role, address }
    })
    .collect()
}

/// Where a place is, for a person; no secrets.
fn address(place: Place, config: &Config) -> Option<String> {
    match place {
        Place::Local => Some(config.backups.folder.display().to_string()),
        Place::S3 => config.s3.as_ref().map(|s3| format!("{}/{}/{}", s3.endpoint, s3.bucket, s3.prefix)),
        Place::Cloudinary => config.cloudinary.as_ref().map(|it| format!("{}/{}", it.cloud, it.prefix)),
    }
}

//! The domain's work in the background: its kinds and who does them.

use super::Backups;
use crate::infra::jobs::{DuplicateKind, Kind, Registry};

pub(super) const RUN: &str = "backups.run";
pub(super) const VERIFY: &str = "backups.verify";
pub(super) const COMPARE: &str = "backups.compare";
pub(super) const RESTORE: &str = "backups.restore";
pub(super) const DRILL: &str = "backups.drill";
pub(super) const EXPUNGE: &str = "backups.expunge";
pub(super) const RECONCILE: &str = "backups.reconcile";

/// A function of what it is given that does one use case of these backups.
macro_rules! by {
    ($backups:expr, $use_case:ident) => {{
        let backups = $backups.clone();
        move |job| {
            let backups = backups.clone();
            async move { backups.$use_case(job).await }
        }
    }};
}

impl Backups {
    /// Says which work this domain does.
    ///
    /// # Errors
    /// When a kind is registered already.
    pub fn register(&self, registry: &mut Registry) -> Result<(), DuplicateKind> {
        registry.register(Kind::new(RUN, by!(self, do_run)).when_given_up(by!(self, run_given_up)))?;
        registry.register(Kind::new(VERIFY, by!(self, do_verify)))?;
        registry.register(Kind::new(COMPARE, by!(self, do_compare)))?;
        registry
            .register(Kind::new(RESTORE, by!(self, do_restore)).when_given_up(by!(self, restore_given_up)))?;
        registry.register(Kind::new(DRILL, by!(self, do_drill)).when_given_up(by!(self, drill_given_up)))?;
        registry.register(Kind::new(EXPUNGE, by!(self, do_expunge)))?;
        registry.register(Kind::new(RECONCILE, by!(self, do_reconcile)))
    }
}

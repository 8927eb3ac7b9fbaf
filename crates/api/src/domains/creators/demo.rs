//! Creators who are made up: each begins, says who they are, and is decided on by the staff, with the state before each
//! change kept.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::creators::{
    AddPortfolioLink, CreatorSnapshot, ReplaceNetworks, ReplaceRates, UpdateCreator, UpdateManagedCreator,
};
use shared::id::{CreatorId, PortfolioItemId, UserId};
use shared::stars::StarCounts;

use super::CreatorCard;
use super::repo::creators;
use super::repo::document::CreatorDoc;
use super::repo::revisions::{self, RevisionDoc};
use super::rules::profile::{Profile, Work};
use super::rules::{edit, networks, portfolio, standing};
use super::service::change::said;
use super::service::tell;
use crate::demo::Scene;
use crate::domains::audit::changes;
use crate::http::ApiResult;

/// What a creator who is made up says of themselves, and how the staff decides.
#[derive(Debug, Clone)]
pub struct Sayings {
    /// The name.
    pub name: String,
    /// The profile.
    pub profile: UpdateCreator,
    /// The accounts.
    pub networks: ReplaceNetworks,
    /// The rate card.
    pub rates: ReplaceRates,
    /// Links to work.
    pub portfolio: Vec<AddPortfolioLink>,
    /// What the staff decides, if anything.
    pub decided: Option<UpdateManagedCreator>,
}

/// A creator who is made up.
#[derive(Debug, Clone)]
pub struct MadeUpCreator {
    doc: CreatorDoc,
    card: CreatorCard,
}

impl MadeUpCreator {
    /// Begins, and says all that.
    ///
    /// # Errors
    /// When something is said that cannot be.
    pub fn begin(scene: &mut Scene<'_>, user: UserId, at: Timestamp, says: Sayings) -> ApiResult<Self> {
        let id = CreatorId::new(scene.chance.id(at));
        let mut doc = CreatorDoc::begun(id, user, &says.name, DateTime::from_jiff(at));
        let mut at = at;
        let mut next = |scene: &mut Scene<'_>| {
            let minutes = SignedDuration::from_mins(scene.chance.between(2, 40));
            at = at.saturating_add(minutes).unwrap_or(at).min(scene.now);
            at
        };
        let today = scene.day(scene.now);
        let profile = edit::edited(&doc.profile, says.profile, &today)?;
        let then = next(scene);
        doc = turned(scene, &doc, doc.with_profile(profile), then, "creators.update_creator")?;
        let accounts = networks::wished(&doc.profile.networks, &says.networks.networks)?;
        let profile = Profile { networks: accounts, ..doc.profile.clone() };
        let then = next(scene);
        doc = turned(scene, &doc, doc.with_profile(profile), then, "creators.replace_networks")?;
        if !says.rates.rates.is_empty() {
            let profile = Profile { rates: says.rates.rates, ..doc.profile.clone() };
            let then = next(scene);
            doc = turned(scene, &doc, doc.with_profile(profile), then, "creators.replace_rates")?;
        }
        for link in says.portfolio {
            let then = next(scene);
            let item = Work {
                id: PortfolioItemId::new(scene.chance.id(then)),
                title: link.title.as_deref().and_then(edit::trimmed),
                url: Some(link.url),
                picture: None,
                ready: true,
                added_at: DateTime::from_jiff(then),
            };
            let profile =
                Profile { portfolio: portfolio::with(&doc.profile.portfolio, item)?, ..doc.profile.clone() };
            doc = turned(scene, &doc, doc.with_profile(profile), then, "creators.add_portfolio_link")?;
        }
        if let Some(decision) = says.decided {
            let decided = standing::decided(&doc.standing(), &decision)?;
            let then = next(scene);
            let before = doc.clone();
            doc = turned(scene, &doc, doc.with_standing(decided), then, "creators.update_managed_creator")?;
            if let Some(telling) = tell::of_staff(&before, &doc.to_creator()) {
                scene.tell(&telling, then)?;
            }
        }
        Ok(Self { card: doc.to_card(), doc })
    }

    /// As other domains know them.
    pub const fn card(&self) -> &CreatorCard {
        &self.card
    }

    /// When they began.
    pub fn since(&self) -> Timestamp {
        self.doc.updated_at.to_jiff()
    }

    /// As they are at an instant, as far as it is told until now.
    pub fn snapshot(&self, at: Timestamp) -> CreatorSnapshot {
        self.doc.to_snapshot(at)
    }

    /// Counts a delivery for the on-time score.
    pub fn note_delivery(&mut self, on_time: bool) {
        let deliveries = &mut self.doc.deliveries;
        let count = if on_time { &mut deliveries.on_time } else { &mut deliveries.late };
        *count = count.saturating_add(1);
    }

    /// Counts a rating that is shown.
    pub const fn count_rating(&mut self, change: StarCounts) {
        self.doc.ratings = self.doc.ratings.and(change);
    }

    /// Writes them, with all that was counted.
    ///
    /// # Errors
    /// When they are nothing that the database can hold.
    pub fn write(&self, scene: &mut Scene<'_>) -> ApiResult<()> {
        let creators = creators::collection(scene.bulk.database());
        Ok(scene.bulk.add(&creators, &self.doc)?)
    }
}

/// What becomes of a creator by a change, with the state before it kept.
fn turned(
    scene: &mut Scene<'_>,
    before: &CreatorDoc,
    wished: CreatorDoc,
    at: Timestamp,
    action: &'static str,
) -> ApiResult<CreatorDoc> {
    let until = DateTime::from_jiff(at);
    let after = CreatorDoc { updated_at: until, revision: before.revision.saturating_add(1), ..wished };
    let fields = said(&changes(&before.to_creator(), &after.to_creator()));
    let by_staff = action == "creators.update_managed_creator";
    let revisions = revisions::collection(scene.bulk.database());
    scene.bulk.add(&revisions, &RevisionDoc::of(before, until, by_staff, action, fields))?;
    Ok(after)
}

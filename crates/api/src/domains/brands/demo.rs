//! Brands that are made up: each is made by its owner, says what it is, has people who work in it and a package, and uses
//! that up.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::brands::{BrandRole, CreateBrand, PackagePlan, UpdateBrand, UseAlert};
use shared::id::{BrandId, PackageId, UserId};
use shared::stars::StarCounts;

use super::repo::brands;
use super::repo::document::{BrandDoc, ProfileDoc};
use super::repo::members::{self, MemberDoc};
use super::repo::packages::{self, PackageDoc};
use super::repo::revisions::{self, RevisionDoc};
use super::rules::months::{self, to_tell};
use super::rules::profile::changed;
use super::service::tell;
use crate::demo::Scene;
use crate::http::{ApiError, ApiResult};

/// A brand that is made up.
#[derive(Debug, Clone)]
pub struct MadeUpBrand {
    doc: BrandDoc,
    members: Vec<MemberDoc>,
    package: Option<PackageDoc>,
}

impl MadeUpBrand {
    /// Made by its owner, who then says what it is.
    ///
    /// # Errors
    /// When something is said that cannot be.
    pub fn begin(
        scene: &mut Scene<'_>,
        owner: UserId,
        at: Timestamp,
        made: &CreateBrand,
        says: UpdateBrand,
    ) -> ApiResult<Self> {
        let id = BrandId::new(scene.chance.id(at));
        let profile = ProfileDoc { company: made.company.trim().to_owned(), ..ProfileDoc::default() };
        let begun = BrandDoc::new(id, profile, at);
        let revisions = revisions::collection(scene.bulk.database());
        scene.bulk.add(&revisions, &RevisionDoc::of(&begun, owner))?;
        let said_at = at.saturating_add(SignedDuration::from_mins(scene.chance.between(3, 90))).unwrap_or(at);
        let profile = changed(&begun.profile, says)?;
        let doc = BrandDoc {
            search: profile.search_words(),
            profile,
            updated_at: DateTime::from_jiff(said_at),
            revision: begun.revision.saturating_add(1),
            ..begun
        };
        scene.bulk.add(&revisions, &RevisionDoc::of(&doc, owner))?;
        let members = vec![MemberDoc::new(id, owner, BrandRole::Owner, at)];
        Ok(Self { doc, members, package: None })
    }

    /// The brand.
    pub const fn id(&self) -> BrandId {
        self.doc.id
    }

    /// What it is called.
    pub fn company(&self) -> &str {
        self.doc.company()
    }

    /// Who owns it.
    pub fn owner(&self) -> Option<UserId> {
        self.members.iter().find(|member| member.role == BrandRole::Owner).map(|member| member.user_id)
    }

    /// Who may do at least that in it.
    pub fn people(&self, least: BrandRole) -> Vec<UserId> {
        self.members.iter().filter(|member| member.role >= least).map(|member| member.user_id).collect()
    }

    /// Somebody works there from then on.
    pub fn join(&mut self, user: UserId, role: BrandRole, at: Timestamp) {
        self.members.push(MemberDoc::new(self.doc.id, user, role, at));
    }

    /// Grants it a package.
    ///
    /// # Errors
    /// Beyond the calendar.
    pub fn grant(
        &mut self,
        scene: &mut Scene<'_>,
        plan: PackagePlan,
        months: u32,
        by: UserId,
        at: Timestamp,
    ) -> ApiResult<()> {
        self.package = Some(PackageDoc {
            id: PackageId::new(scene.chance.id(at)),
            brand_id: self.doc.id,
            plan,
            deliveries_a_month: plan.deliveries_a_month(),
            used: (0..months).map(|_| 0).collect(),
            starts_at: DateTime::from_jiff(at),
            ends_at: DateTime::from_jiff(months::after(at, months).map_err(ApiError::internal)?),
            open: true,
            ended_at: None,
            granted_by: by,
        });
        Ok(())
    }

    /// Uses one delivery of the package, and tells whoever manages the brand what is worth telling; `false` when there is
    /// none left.
    ///
    /// # Errors
    /// When it is nothing that the database can hold.
    pub fn use_delivery(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<bool> {
        let Some(package) = &mut self.package else { return Ok(false) };
        let Some(month) = package.month_at(at)? else { return Ok(false) };
        let limit = package.deliveries_a_month;
        let count = usize::try_from(month).ok().and_then(|month| package.used.get_mut(month));
        let Some(used) = count.filter(|used| **used < limit) else { return Ok(false) };
        *used = used.saturating_add(1);
        let used = *used;
        if let Some(alert) = to_tell(used, limit) {
            self.announce(scene, month, used, alert, at)?;
        }
        Ok(true)
    }

    fn announce(
        &self,
        scene: &mut Scene<'_>,
        month: u32,
        used: u32,
        alert: UseAlert,
        at: Timestamp,
    ) -> ApiResult<()> {
        let Some(package) = &self.package else { return Ok(()) };
        let key = format!("{}:{month}:{}", package.id, alert.percent());
        let to = self.people(BrandRole::Admin);
        scene.tell(&tell::of_use(to, &self.doc, package, used, alert, &key), at)
    }

    /// Counts a rating that is shown.
    pub const fn count_rating(&mut self, change: StarCounts) {
        self.doc.ratings = self.doc.ratings.and(change);
    }

    /// Writes it, with all that was counted.
    ///
    /// # Errors
    /// When it is nothing that the database can hold.
    pub fn write(&self, scene: &mut Scene<'_>) -> ApiResult<()> {
        let database = scene.bulk.database().clone();
        scene.bulk.add(&brands::collection(&database), &self.doc)?;
        for member in &self.members {
            scene.bulk.add(&members::collection(&database), member)?;
        }
        if let Some(package) = &self.package {
            scene.bulk.add(&packages::collection(&database), package)?;
        }
        Ok(())
    }
}

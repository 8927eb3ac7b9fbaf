//! How what was signed is carried out: the product comes, drafts go back and forth, and what is done is published.

mod figures;
mod piece;
mod shipping;

use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::Compensation;
use shared::id::DeliverableId;
use shared::notifications::{ApplicationPage, Event};

use super::super::deliverables::rules::is_done;
use super::super::metrics::rules::cost;
use super::super::repo::applications::ApplicationDoc;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::comments::{self, CommentDoc};
use super::super::repo::counted;
use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::repo::deliverables;
use super::super::repo::metrics;
use super::super::repo::posts::{self, PostDoc};
use super::super::repo::rights::{self, RightsDoc};
use super::super::repo::shipments::{self, ShipmentDoc};
use super::super::tell;
use super::super::work::{owed, product};
use crate::demo::Scene;
use crate::domains::brands::demo::MadeUpBrand;
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;
use figures::Reported;
use piece::Piece;

/// Between whom it is carried out, and until when.
pub struct Sides<'a> {
    /// The campaign.
    pub made: &'a CampaignDoc,
    /// Whose it is.
    pub brand: &'a MadeUpBrand,
    /// Nothing happens after that.
    pub horizon: Timestamp,
}

/// What came of one signature.
#[derive(Default)]
pub struct Carried {
    shipment: Option<ShipmentDoc>,
    pieces: Vec<DeliverableDoc>,
    comments: Vec<CommentDoc>,
    posts: Vec<PostDoc>,
    rights: Vec<RightsDoc>,
    figures: Vec<Reported>,
    last: Option<Timestamp>,
}

impl Carried {
    /// Carries out what was signed.
    pub fn out(
        scene: &mut Scene<'_>,
        sides: &Sides<'_>,
        creator: &mut MadeUpCreator,
        application: &ApplicationDoc,
        agreed: &Compensation,
        signed_at: Timestamp,
    ) -> ApiResult<Self> {
        let mut carried = Self { last: Some(signed_at), ..Self::default() };
        let mut begins = Some(signed_at);
        if let Some(product) = product(agreed) {
            let (shipment, came) = shipping::ship(scene, sides, creator, application, product, signed_at)?;
            carried.last = carried.last.max(Some(shipment.updated_at.to_jiff()));
            carried.shipment = Some(shipment);
            begins = came;
        }
        for doc in owed(sides.made, application, signed_at) {
            let id = DeliverableId::new(scene.chance.id(signed_at));
            let mut piece =
                Piece { sides, doc: DeliverableDoc { id, ..doc }, begun: signed_at, carried: &mut carried };
            if let Some(begins) = begins {
                piece.start(scene, begins)?;
                piece.on(scene, creator)?;
            }
            let Piece { doc, .. } = piece;
            carried.last = carried.last.max(Some(doc.updated_at.to_jiff()));
            carried.pieces.push(doc);
        }
        let of = u32::try_from(carried.pieces.len()).unwrap_or(u32::MAX);
        for piece in &carried.pieces {
            let cost = cost(agreed, piece.number, of);
            carried.figures.extend(figures::report(scene, sides, creator, piece, &cost)?);
        }
        if let (Some(begins), Some(first)) = (begins, carried.pieces.first()) {
            let key = first.application_id.to_string();
            let title = first.campaign_title.clone();
            sides.tell_creator(scene, application, &key, begins, |page| Event::DeliverablesStarted {
                page,
                title,
            })?;
        }
        Ok(carried)
    }

    /// Whether every piece came to its end.
    pub fn is_done(&self) -> bool {
        self.pieces.iter().all(|piece| is_done(piece.state, piece.platform.is_some()))
    }

    /// When the last thing happened.
    pub fn last(&self) -> Timestamp {
        self.last.unwrap_or(Timestamp::MIN)
    }

    /// Writes all of it.
    pub fn write(&self, scene: &mut Scene<'_>) -> ApiResult<()> {
        let database = scene.bulk.database().clone();
        if let Some(shipment) = &self.shipment {
            scene.bulk.add(&shipments::collection(&database), shipment)?;
        }
        for piece in &self.pieces {
            scene.bulk.add(&deliverables::collection(&database), piece)?;
        }
        for comment in &self.comments {
            scene.bulk.add(&comments::collection(&database), comment)?;
        }
        for post in &self.posts {
            scene.bulk.add(&posts::collection(&database), post)?;
        }
        for rights in &self.rights {
            scene.bulk.add(&rights::collection(&database), rights)?;
        }
        for reported in &self.figures {
            scene.bulk.add(&metrics::collection(&database), &reported.metrics)?;
            scene.bulk.add(&counted::collection(&database), &reported.counting)?;
        }
        Ok(())
    }
}

impl Sides<'_> {
    const fn of(&self, application: &ApplicationDoc) -> tell::Sides {
        tell::Sides {
            application: application.id,
            campaign: application.campaign_id,
            brand: application.brand_id,
            creator: application.user_id,
        }
    }

    fn tell_creator(
        &self,
        scene: &mut Scene<'_>,
        application: &ApplicationDoc,
        key: &str,
        at: Timestamp,
        event: impl FnOnce(ApplicationPage) -> Event,
    ) -> ApiResult<()> {
        scene.tell(&tell::to_creator(self.of(application), key, event), at)
    }

    fn tell_brand(
        &self,
        scene: &mut Scene<'_>,
        of: tell::Sides,
        key: &str,
        at: Timestamp,
        event: impl FnOnce(ApplicationPage) -> Event,
    ) -> ApiResult<()> {
        scene.tell(&tell::to_brand(of, self.brand.people(BrandRole::Member), key, event), at)
    }

    /// So long after the beginning of a stage that somebody acts before they would be reminded.
    fn in_time(scene: &mut Scene<'_>, begun: Timestamp, due: Timestamp) -> Timestamp {
        let lasts = due.as_millisecond().saturating_sub(begun.as_millisecond());
        let wait = lasts.saturating_mul(scene.chance.between(3, 45)).div_euclid(100);
        begun + SignedDuration::from_millis(wait)
    }
}

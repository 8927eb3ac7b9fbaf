//! How the two sides of what was done rate each other.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::{Mark, OfferSide, RatingCriterion};
use shared::id::{RatingId, UserId};

use super::super::jobs;
use super::super::ratings::rules::{closes_at, whole};
use super::super::ratings::tell;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::ratings::{self, RatingDoc, ReplyDoc};
use super::application::Applied;
use super::forbidden;
use crate::demo::{Scene, words};
use crate::domains::brands::demo::MadeUpBrand;
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;

/// The ratings of one application to a campaign that is completed.
pub fn rate(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    brand: &mut MadeUpBrand,
    creators: &mut [MadeUpCreator],
    applied: &Applied,
    completed_at: Timestamp,
) -> ApiResult<()> {
    let Some(closes_at) = closes_at(applied.doc.state, made.state, Some(completed_at)) else { return Ok(()) };
    scene.tell(&tell::can_be_rated(&applied.doc), completed_at)?;
    let owner = brand.owner();
    let good = applied.is_done();
    let mut written: Vec<RatingDoc> = Vec::new();
    for (by, author) in [(OfferSide::Brand, owner), (OfferSide::Creator, Some(applied.doc.user_id))] {
        let Some(author) = author.filter(|_| scene.chance.percent(75)) else { continue };
        let last = closes_at - SignedDuration::from_hours(1);
        let at = scene.chance.moment(completed_at, last.min(scene.now));
        written.push(rating(scene, made, applied, by, author, (at, closes_at), good)?);
    }
    written.sort_by_key(|rating| rating.created_at);
    if let Some(first) = written.first() {
        let to = rated(brand, first);
        scene.tell(&tell::of_rating(first, to, tell::awaits(first)), first.created_at.to_jiff())?;
        scene.later(vec![jobs::show_ratings(applied.doc.id, closes_at)], first.created_at.to_jiff())?;
    }
    let shown_at = match written.as_slice() {
        [_, last] => Some(last.created_at),
        [_] if closes_at <= scene.now => Some(DateTime::from_jiff(closes_at)),
        _ => None,
    };
    for rating in &mut written {
        rating.shown_at = shown_at;
        if let Some(shown) = shown_at {
            let to = rated(brand, rating);
            scene.tell(&tell::of_rating(rating, to, tell::shown(rating)), shown.to_jiff())?;
            match rating.by {
                OfferSide::Brand => {
                    if let Some(creator) = creators.get_mut(applied.creator) {
                        creator.count_rating(rating.counts());
                    }
                }
                OfferSide::Creator => brand.count_rating(rating.counts()),
            }
            reply(scene, brand, rating, shown.to_jiff());
        }
        let ratings = ratings::collection(scene.bulk.database());
        scene.bulk.add(&ratings, rating)?;
    }
    Ok(())
}

/// Who is rated: a creator, or whoever works in the brand.
fn rated(brand: &MadeUpBrand, rating: &RatingDoc) -> Vec<UserId> {
    match rating.by {
        OfferSide::Brand => vec![rating.creator_user],
        OfferSide::Creator => brand.people(BrandRole::Member),
    }
}

fn rating(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    applied: &Applied,
    by: OfferSide,
    author: UserId,
    (at, closes_at): (Timestamp, Timestamp),
    good: bool,
) -> ApiResult<RatingDoc> {
    let stars = |scene: &mut Scene<'_>, criterion| {
        let least = if good { 4 } else { 2 };
        let stars = if scene.chance.percent(88) {
            scene.chance.between(least, 5)
        } else {
            scene.chance.between(2, 4)
        };
        Mark { criterion, stars: u8::try_from(stars).unwrap_or(4), words: None }
    };
    let marks = RatingCriterion::of(by).iter().map(|criterion| stars(scene, *criterion)).collect();
    let marks = whole(by, marks).map_err(forbidden)?;
    let all = match (by, good) {
        (OfferSide::Brand, true) => words::OF_CREATORS,
        (OfferSide::Brand, false) => words::OF_SLOW_CREATORS,
        (OfferSide::Creator, _) => words::OF_BRANDS,
    };
    Ok(RatingDoc {
        id: RatingId::new(scene.chance.id(at)),
        application_id: applied.doc.id,
        campaign_id: made.id,
        campaign_title: applied.doc.campaign_title.clone(),
        brand_id: applied.doc.brand_id,
        creator_id: applied.doc.creator_id,
        creator_user: applied.doc.user_id,
        by,
        author,
        marks,
        words: scene.chance.percent(80).then(|| scene.chance.text(all).to_owned()),
        created_at: DateTime::from_jiff(at),
        closes_at: DateTime::from_jiff(closes_at),
        shown_at: None,
        reply: None,
        is_hidden: false,
        hidden: None,
    })
}

/// Some of those who are rated have something to say.
fn reply(scene: &mut Scene<'_>, brand: &MadeUpBrand, rating: &mut RatingDoc, shown: Timestamp) {
    let author = match rating.by {
        OfferSide::Brand => Some(rating.creator_user),
        OfferSide::Creator => brand.owner(),
    };
    let at = shown + SignedDuration::from_hours(scene.chance.between(2, 72));
    let Some(author) = author.filter(|_| at < scene.now && scene.chance.percent(25)) else { return };
    let words = Some(scene.chance.text(words::REPLIES).to_owned());
    rating.reply = Some(ReplyDoc { words, author, at: DateTime::from_jiff(at) });
}

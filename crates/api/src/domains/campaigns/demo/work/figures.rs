//! What the networks counted of what was published. No screenshots are made up: the creators type what they saw.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::campaigns::{ConfirmedFigure, QuestionSide};
use shared::creators::Platform;
use shared::figures::{Count, FigureKind, FigureValue};
use shared::id::MetricsId;
use shared::money::Money;
use shared::notifications::Event;

use super::super::super::applications::rules::Role;
use super::super::super::metrics::rules::{self, Step};
use super::super::super::metrics::service::{creator::counting, report::begun};
use super::super::super::repo::counted::FiguresDoc;
use super::super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::super::repo::metrics::{MetricsDoc, QuestionDoc};
use super::super::super::tell;
use super::super::forbidden;
use super::Sides;
use crate::demo::{SEED, Scene, words};
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;
use crate::infra::chance::Chance;

/// Who says nothing of their followers has so many.
const FEW_FOLLOWERS: u32 = 1_500;

/// The figures of a post, and what counts of them.
pub struct Reported {
    /// As the two sides see them.
    pub metrics: MetricsDoc,
    /// As dashboards add them up.
    pub counting: FiguresDoc,
}

/// What a creator reports of a piece that cost so much; some report nothing, or not yet.
pub fn report(
    scene: &mut Scene<'_>,
    sides: &Sides<'_>,
    creator: &MadeUpCreator,
    piece: &DeliverableDoc,
    cost: &[Money],
) -> ApiResult<Option<Reported>> {
    // A chance of its own: what is reported changes nothing else.
    let own = Chance::of(SEED, &format!("figures of {}", piece.id), 0);
    let theirs = std::mem::replace(&mut scene.chance, own);
    let metrics = reported(scene, sides, creator, piece);
    scene.chance = theirs;
    Ok(metrics?.map(|metrics| Reported { counting: counting(&metrics, &metrics.figures, cost), metrics }))
}

fn reported(
    scene: &mut Scene<'_>,
    sides: &Sides<'_>,
    creator: &MadeUpCreator,
    piece: &DeliverableDoc,
) -> ApiResult<Option<MetricsDoc>> {
    let (Some(platform), Some(published_at), true) =
        (piece.platform, piece.published_at, rules::has_figures(piece.state))
    else {
        return Ok(None);
    };
    // The first two days say little.
    let at = published_at.to_jiff() + SignedDuration::from_hours(scene.chance.between(48, 240));
    let vouched_at = at + SignedDuration::from_mins(scene.chance.between(1, 9));
    if scene.chance.percent(12) || vouched_at >= sides.horizon {
        return Ok(None);
    }
    let on = creator.card().networks.iter().find(|network| network.platform == platform);
    let followers = on.and_then(|network| network.followers).unwrap_or(FEW_FOLLOWERS);
    let mut told = Told {
        sides,
        doc: MetricsDoc {
            id: MetricsId::new(scene.chance.id(at)),
            figures: figures(&mut scene.chance, platform, followers),
            ..begun(piece, platform, published_at, at)
        },
    };
    told.vouch(scene, vouched_at)?;
    let doubted_at = vouched_at + SignedDuration::from_hours(scene.chance.between(5, 70));
    if scene.chance.percent(5) && doubted_at < sides.horizon {
        told.doubt(scene, doubted_at)?;
        let answered_at = doubted_at + SignedDuration::from_hours(scene.chance.between(3, 90));
        if scene.chance.percent(60) && answered_at < sides.horizon {
            told.doc.note = Some(scene.chance.text(words::VOUCHES).to_owned());
            told.vouch(scene, answered_at)?;
        }
    }
    Ok(Some(told.doc))
}

/// Figures on their way.
struct Told<'a> {
    sides: &'a Sides<'a>,
    doc: MetricsDoc,
}

impl Told<'_> {
    /// The creator confirms them. Nobody reads what was never a picture: they do not wait for that.
    fn vouch(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<()> {
        self.step(Step::Confirm, Role::Creator)?;
        self.doc.confirmed_at = Some(DateTime::from_jiff(at));
        let (title, number) = (self.doc.campaign_title.clone(), self.doc.number);
        self.sides.tell_brand(scene, self.of(), &self.key(), at, |page| Event::MetricsConfirmed {
            page,
            title,
            number,
        })
    }

    /// The brand wonders.
    fn doubt(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<()> {
        self.step(Step::Question, Role::Owner)?;
        let reason = scene.chance.text(words::DOUBTS).to_owned();
        self.doc.question =
            Some(QuestionDoc { by: QuestionSide::Brand, reason, at: DateTime::from_jiff(at) });
        let (title, number) = (self.doc.campaign_title.clone(), self.doc.number);
        let event = |page| Event::MetricsQuestioned { page, title, number };
        scene.tell(&tell::to_creator(self.of(), &self.key(), event), at)
    }

    fn step(&mut self, step: Step, role: Role) -> ApiResult<()> {
        let before = self.doc.state;
        self.doc.state = rules::after(before, step, role)
            .map_err(|why| forbidden(format!("{step:?} of figures that are {}: {why:?}", before.as_str())))?;
        self.doc.open = self.doc.state.is_open();
        self.doc.revision = self.doc.revision.saturating_add(1);
        Ok(())
    }

    const fn of(&self) -> tell::Sides {
        tell::Sides {
            application: self.doc.application_id,
            campaign: self.doc.campaign_id,
            brand: self.doc.brand_id,
            creator: self.doc.user_id,
        }
    }

    fn key(&self) -> String {
        format!("{}:{}", self.doc.id, self.doc.revision)
    }
}

/// What a network counts of a post of somebody with so many followers: most are seen by some of them, a few by very many.
fn figures(chance: &mut Chance, platform: Platform, followers: u32) -> Vec<ConfirmedFigure> {
    let times = if chance.percent(4) { 9 } else { 1 };
    let mut part = |of: i64, low, high| of.saturating_mul(chance.between(low, high)).div_euclid(1_000);
    let views = part(i64::from(followers).saturating_mul(times), 150, 1_400).max(120);
    let reach = part(views, 600, 920);
    let likes = part(views, 15, 95);
    let (comments, shares, saves) = (part(likes, 10, 80), part(likes, 20, 150), part(likes, 30, 200));
    let counted = [
        (FigureKind::Views, Some(views)),
        (FigureKind::Reach, matches!(platform, Platform::Instagram | Platform::Facebook).then_some(reach)),
        (FigureKind::Likes, Some(likes)),
        (FigureKind::Comments, Some(comments)),
        (FigureKind::Shares, Some(shares)),
        (FigureKind::Saves, matches!(platform, Platform::Instagram | Platform::TikTok).then_some(saves)),
    ];
    let figure = |(kind, count): (FigureKind, Option<i64>)| {
        let count = Count::exactly(u64::try_from(count?).unwrap_or(0));
        Some(ConfirmedFigure { kind, value: FigureValue::Count(count) })
    };
    counted.into_iter().filter_map(figure).collect()
}

//! What becomes of the applications to one campaign, the earliest first.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::{ApplicationState, CampaignState, Compensation, Offer, OfferSide};
use shared::id::ApplicationId;
use shared::money::Money;

use super::super::applications::rules::{self, Role, Step};
use super::super::applications::service::sign::signature;
use super::super::repo::applications::{self, ApplicationDoc};
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::signatures::{self, SignatureDoc};
use super::super::tell::{News, news_of};
use super::work::Carried;
use super::{Course, forbidden, talk, work};
use crate::demo::{Scene, words};
use crate::domains::brands::demo::MadeUpBrand;
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;

/// The stage on which the applications to one campaign play.
pub struct Stage {
    /// Until when creators apply.
    ends_at: Timestamp,
    /// Nothing happens after that.
    horizon: Timestamp,
    course: Course,
    /// When each one signed.
    signed: Vec<Timestamp>,
    /// How many sign at most.
    slots: usize,
    last: Timestamp,
    applications: Vec<Applied>,
}

/// What came of it all.
pub struct Ended {
    /// Each application.
    pub applications: Vec<Applied>,
    /// When the last thing happened.
    pub last: Timestamp,
}

/// One application with what follows from it.
pub struct Applied {
    /// Itself.
    pub doc: ApplicationDoc,
    /// Whose it is, by place.
    pub creator: usize,
    signature: Option<SignatureDoc>,
    work: Option<Carried>,
}

impl Applied {
    /// Whether the work that was signed came to its end.
    pub fn is_done(&self) -> bool {
        self.work.as_ref().is_some_and(Carried::is_done)
    }

    /// Writes it with what was signed and done.
    pub fn write(&self, scene: &mut Scene<'_>) -> ApiResult<()> {
        let database = scene.bulk.database().clone();
        scene.bulk.add(&applications::collection(&database), &self.doc)?;
        if let Some(signature) = &self.signature {
            scene.bulk.add(&signatures::collection(&database), signature)?;
        }
        self.work.as_ref().map_or(Ok(()), |work| work.write(scene))
    }
}

impl Stage {
    /// Of a campaign that takes applications until `ends_at`.
    pub fn new(made: &CampaignDoc, course: Course, ends_at: Timestamp, now: Timestamp) -> Self {
        let horizon = if let Course::Cancelled(_) = course { ends_at } else { now };
        let slots = usize::try_from(made.free).unwrap_or(0);
        Self { ends_at, horizon, course, signed: Vec::new(), slots, last: ends_at, applications: Vec::new() }
    }

    /// What came of it.
    pub fn ended(self) -> Ended {
        Ended { applications: self.applications, last: self.last }
    }

    /// Has the chosen creators apply, each at a time of their own.
    pub fn applications(
        &mut self,
        scene: &mut Scene<'_>,
        made: &mut CampaignDoc,
        brand: &mut MadeUpBrand,
        creators: &mut [MadeUpCreator],
        chosen: &[usize],
    ) -> ApiResult<()> {
        let published = made.published_at.map_or(scene.now, DateTime::to_jiff);
        let opened = made.updated_at.to_jiff().max(published);
        let mut coming: Vec<(Timestamp, usize)> = Vec::with_capacity(chosen.len());
        for place in chosen {
            let Some(creator) = creators.get(*place) else { continue };
            let from = opened.max(creator.since());
            if from < self.ends_at {
                let at = scene.chance.moment(from, self.ends_at - SignedDuration::from_millis(1));
                coming.push((at, *place));
            }
        }
        coming.sort_unstable();
        // A campaign in which creators apply seldom is full; one that is over mostly is.
        let keep_free = match self.course {
            Course::Published => usize::from(scene.chance.percent(85)),
            _ => usize::from(scene.chance.percent(25)),
        };
        let places = self.slots.saturating_sub(keep_free);
        let each = coming.len().checked_div(places.max(1)).unwrap_or(1).max(1);
        for (turn, (at, place)) in coming.into_iter().enumerate() {
            // A campaign without a free slot takes none.
            if self.signed.iter().filter(|signed| **signed <= at).count() >= self.slots {
                continue;
            }
            let Some(creator) = creators.get_mut(place) else { continue };
            let mut play = Play { at, applied: apply(scene, made, creator, place, at), stage: self };
            play.told(scene, made, brand, News::Applied)?;
            // Who signs is spread over those who apply, and somebody always is about to.
            let signs = turn % each == each / 2 && play.stage.signed.len() < places;
            play.on(scene, made, brand, creator, signs)?;
            let Play { applied, .. } = play;
            made.free = made.free.saturating_sub(i64::from(applied.signature.is_some()));
            self.applications.push(applied);
        }
        Ok(())
    }
}

fn apply(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    creator: &MadeUpCreator,
    place: usize,
    at: Timestamp,
) -> Applied {
    let doc = ApplicationDoc {
        id: ApplicationId::new(scene.chance.id(at)),
        campaign_id: made.id,
        campaign_title: made.content.title.clone(),
        brand_id: made.brand_id,
        creator_id: creator.card().id,
        user_id: creator.card().user_id,
        state: ApplicationState::Applied,
        message: scene.chance.text(words::APPLIES).to_owned(),
        creator: Some(creator.snapshot(at)),
        offers: Vec::new(),
        reject_reason: None,
        created_at: DateTime::from_jiff(at),
        updated_at: DateTime::from_jiff(at),
        revision: 1,
    };
    Applied { doc, creator: place, signature: None, work: None }
}

/// Takes a step, if the table lets it.
fn turn(
    made: &CampaignDoc,
    state: CampaignState,
    doc: &mut ApplicationDoc,
    step: Step,
    role: Role,
    at: Timestamp,
) -> ApiResult<()> {
    let after = rules::after(doc.state, step, role, state);
    doc.state = after.map_err(|why| forbidden(format!("{step:?} in {}: {why:?}", made.content.title)))?;
    doc.updated_at = DateTime::from_jiff(at);
    doc.revision = doc.revision.saturating_add(1);
    Ok(())
}

/// Declines what nobody decided on before the campaign was completed.
pub fn end_with_campaign(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    applied: &mut Applied,
    at: Timestamp,
) -> ApiResult<()> {
    if matches!(applied.doc.state, ApplicationState::Applied | ApplicationState::Shortlisted) {
        turn(made, made.state, &mut applied.doc, Step::Reject, Role::Platform, at)?;
        scene.tell(&news_of(made, &applied.doc, News::Rejected, vec![applied.doc.user_id]), at)?;
    }
    Ok(())
}

/// One application on its way.
struct Play<'a> {
    at: Timestamp,
    applied: Applied,
    stage: &'a mut Stage,
}

impl Play<'_> {
    /// Whether something happens so many minutes later; the time goes on if it does.
    fn later(&mut self, scene: &mut Scene<'_>, from_minutes: i64, to_minutes: i64) -> bool {
        let wait = SignedDuration::from_mins(scene.chance.between(from_minutes, to_minutes));
        let then = self.at.saturating_add(wait).unwrap_or(Timestamp::MAX);
        let comes = then < self.stage.horizon;
        if comes {
            self.at = then;
            self.stage.last = self.stage.last.max(then);
        }
        comes
    }

    fn told(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &MadeUpBrand,
        news: News,
    ) -> ApiResult<()> {
        let to = if news.is_for_brand() {
            brand.people(BrandRole::Member)
        } else {
            vec![self.applied.doc.user_id]
        };
        scene.tell(&news_of(made, &self.applied.doc, news, to), self.at)
    }

    fn step(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &MadeUpBrand,
        step: Step,
        news: News,
    ) -> ApiResult<()> {
        let role = match step {
            Step::Counter | Step::Confirm | Step::Withdraw => Role::Creator,
            Step::Shortlist | Step::Offer | Step::Accept | Step::Reject => Role::Owner,
        };
        let standing =
            if self.at < self.stage.ends_at { CampaignState::Published } else { CampaignState::Closed };
        turn(made, standing, &mut self.applied.doc, step, role, self.at)?;
        self.told(scene, made, brand, news)
    }

    fn offer(&mut self, by: OfferSide, compensation: Compensation, note: Option<&str>) {
        let offers = &mut self.applied.doc.offers;
        let number = u32::try_from(offers.len()).unwrap_or(u32::MAX).saturating_add(1);
        let note = note.map(str::to_owned);
        offers.push(Offer { number, by, compensation, note, at: self.at });
    }

    /// Goes on as far as it comes.
    fn on(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &mut MadeUpBrand,
        creator: &mut MadeUpCreator,
        signs: bool,
    ) -> ApiResult<()> {
        let fate = scene.chance.below(100);
        if !signs && fate < 30 || !self.later(scene, 8 * 60, 4 * 24 * 60) {
            // Nobody has looked at it yet.
            return Ok(());
        }
        match fate {
            _ if signs => {}
            30..38 => return self.step(scene, made, brand, Step::Withdraw, News::Withdrawn),
            38..65 => return self.reject(scene, made, brand),
            _ => {}
        }
        self.step(scene, made, brand, Step::Shortlist, News::Shortlisted)?;
        let shortlisted_at = self.at;
        if !signs && fate < 76 {
            return self.talk(scene, made, brand, shortlisted_at);
        }
        if !signs && fate < 84 {
            return if self.later(scene, 10 * 60, 3 * 24 * 60) {
                self.reject(scene, made, brand)
            } else {
                Ok(())
            };
        }
        if self.later(scene, 30, 30 * 60) {
            let terms = made.content.compensation.clone();
            self.offer(OfferSide::Brand, terms.clone(), Some(scene.chance.text(words::OFFERS)));
            self.step(scene, made, brand, Step::Offer, News::Offered)?;
            let agreed = self.bargain(scene, made, brand, terms)?;
            if signs && agreed && self.later(scene, 60, 40 * 60) {
                self.sign(scene, made, brand, creator)?;
            }
        }
        if self.applied.signature.is_some() || scene.chance.percent(50) {
            self.talk(scene, made, brand, shortlisted_at)?;
        }
        Ok(())
    }

    /// The two sides write to each other.
    fn talk(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &MadeUpBrand,
        from: Timestamp,
    ) -> ApiResult<()> {
        let last = talk::thread(scene, made, brand, &self.applied.doc, from, self.stage.horizon)?;
        self.stage.last = self.stage.last.max(last);
        Ok(())
    }

    fn reject(&mut self, scene: &mut Scene<'_>, made: &CampaignDoc, brand: &MadeUpBrand) -> ApiResult<()> {
        let why = scene.chance.percent(60).then(|| scene.chance.text(words::DECLINED).to_owned());
        self.applied.doc.reject_reason = why;
        self.step(scene, made, brand, Step::Reject, News::Rejected)
    }

    /// Some creators ask for more; whether the brand's offer is on the table afterwards.
    fn bargain(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &MadeUpBrand,
        terms: Compensation,
    ) -> ApiResult<bool> {
        if !scene.chance.percent(20) || !self.later(scene, 60, 20 * 60) {
            return Ok(true);
        }
        let asked = raised(terms);
        self.offer(OfferSide::Creator, asked.clone(), Some(scene.chance.text(words::COUNTERS)));
        self.step(scene, made, brand, Step::Counter, News::Countered)?;
        if !self.later(scene, 60, 24 * 60) {
            return Ok(false);
        }
        self.offer(OfferSide::Brand, asked, None);
        self.step(scene, made, brand, Step::Accept, News::Accepted)?;
        Ok(true)
    }

    fn sign(
        &mut self,
        scene: &mut Scene<'_>,
        made: &CampaignDoc,
        brand: &mut MadeUpBrand,
        creator: &mut MadeUpCreator,
    ) -> ApiResult<()> {
        let Some(offer) = self.applied.doc.offers.last().cloned() else { return Ok(()) };
        if !brand.use_delivery(scene, self.at)? {
            // Its package is used up: the offer stays on the table.
            return Ok(());
        }
        self.step(scene, made, brand, Step::Confirm, News::Confirmed)?;
        let ip = format!("203.0.113.{}", scene.chance.between(1, 254));
        let name = creator.card().name.clone();
        let signed = signature(made, &self.applied.doc, &offer.compensation, &name, &ip, self.at)?;
        let sides = work::Sides { made, brand, horizon: self.stage.horizon };
        let carried = Carried::out(scene, &sides, creator, &self.applied.doc, &signed.compensation, self.at)?;
        self.stage.last = self.stage.last.max(carried.last());
        self.stage.signed.push(self.at);
        self.applied.signature = Some(signed);
        self.applied.work = Some(carried);
        Ok(())
    }
}

/// A quarter more, in whole notes.
fn raised(terms: Compensation) -> Compensation {
    let more = |money: Money| {
        let quarter = money.amount.div_euclid(4).max(1);
        Money::new(money.amount.saturating_add(quarter), money.currency)
    };
    match terms {
        Compensation::Fee { fee } => Compensation::Fee { fee: more(fee) },
        Compensation::Both { product, value, fee } => Compensation::Both { product, value, fee: more(fee) },
        Compensation::Exchange { product, value } => {
            let half = Money::new(value.amount.div_euclid(2).max(1), value.currency);
            Compensation::Both { product, value, fee: half }
        }
    }
}

//! A marketplace that is made up: brands, creators and campaigns with histories that the rules allow. For trying the
//! platform, and at ten and a hundred times the size for measuring it.
//!
//! The same seed, size and day give the same marketplace. What is made up in a domain is made there (`demo` in each), of
//! the domain's own documents and by its own rules; here it is only decided how much of what there is. It is written in
//! bulk, and a filling that was interrupted goes on where it stopped: nothing is written twice.

mod market;
mod people;
mod repo;
pub mod words;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use shared::abuse::AbuseTargetKind;
use shared::brands::{BrandRole, PackagePlan};
use shared::error::ErrorCode;
use shared::id::{JobId, UserId};
use shared::identity::Role;

use crate::app::AppState;
use crate::domains::abuse::demo::{Reported, report};
use crate::domains::brands::demo::MadeUpBrand;
use crate::domains::campaigns::demo::{Course, Plan, campaign};
use crate::domains::contact;
use crate::domains::creators::demo::MadeUpCreator;
use crate::domains::identity::OneTimePassword;
use crate::domains::identity::demo::{MadeUp, give_password, open_account};
use crate::domains::notifications::Telling;
use crate::domains::notifications::demo::tell_made_up;
use crate::http::{ApiError, ApiResult};
use crate::infra::bulk::Bulk;
use crate::infra::chance::Chance;
use crate::infra::jobs::{Jobs, NewJob};
use crate::said;

/// From what everything is made up.
pub const SEED: u64 = 20_261_121;
/// Brands, creators and campaigns of a marketplace of size 1.
pub const BRANDS: usize = 40;
/// Creators of it.
pub const CREATORS: usize = 300;
/// Campaigns of it.
pub const CAMPAIGNS: usize = 120;

/// Who signs in to look around, as a brand's owner, as a creator, and as an administrator.
pub const SIGN_INS: [&str; 3] =
    ["marca@demo.avenue.example", "creadora@demo.avenue.example", "admin@demo.avenue.example"];

/// What is reported to the staff in it.
const REPORTED: usize = 9;
/// Messages to the staff by the contact form.
const WRITTEN: usize = 12;

const ZONE: &str = "America/Asuncion";

/// Where something is made up: what is written, by which chance, and what time it is.
pub struct Scene<'a> {
    /// What is written.
    pub bulk: &'a mut Bulk,
    /// Work for later.
    pub jobs: &'a Jobs,
    /// What decides.
    pub chance: Chance,
    /// Today.
    pub now: Timestamp,
}

impl Scene<'_> {
    /// Tells people something, as of an instant.
    ///
    /// # Errors
    /// When it is nothing that the database can hold.
    pub fn tell(&mut self, telling: &Telling, at: Timestamp) -> ApiResult<()> {
        tell_made_up(self.bulk, &mut self.chance, telling, at, self.now)
    }

    /// Asks for what of this work is yet to come; it was asked for at an instant.
    ///
    /// # Errors
    /// When it is nothing that the database can hold.
    pub fn later(&mut self, work: Vec<NewJob>, at: Timestamp) -> ApiResult<()> {
        for job in work {
            if job.run_at.is_some_and(|run_at| run_at > self.now) {
                let id = JobId::new(self.chance.id(at));
                self.jobs.add_to(self.bulk, job, id, at)?;
            }
        }
        Ok(())
    }

    /// The day of an instant where the platform is at home.
    pub fn day(&self, at: Timestamp) -> String {
        let here = at.in_tz(ZONE).unwrap_or_else(|_| at.to_zoned(jiff::tz::TimeZone::UTC));
        here.date().to_string()
    }
}

/// What came of filling.
#[derive(Debug)]
pub enum Filled {
    /// So many documents were made up for each collection.
    Now(BTreeMap<String, u64>),
    /// It was there already.
    Before,
}

/// Makes up a marketplace of a size, unless it is there.
///
/// # Errors
/// [`ErrorCode::Forbidden`] in production; [`ErrorCode::Conflict`] when there is one of another size.
pub async fn fill(state: &AppState, size: u32) -> ApiResult<Filled> {
    if state.config.platform.environment.is_production() {
        return Err(ApiError::new(ErrorCode::Forbidden)
            .detail(said!("nothing is made up in production", "en producción no se inventa nada")));
    }
    let begun = repo::begin(&state.database, size, state.clock.now()).await?;
    if begun.size != size {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "this database holds a demo of size {}; take another one",
            "esta base de datos tiene una demostración de tamaño {}; usá otra";
            begun.size
        )));
    }
    if begun.done {
        return Ok(Filled::Before);
    }
    let mut bulk = Bulk::into(&state.database);
    let times = usize::try_from(size).unwrap_or(usize::MAX);
    let now = begun.at.to_jiff();
    let market = Market { jobs: &state.jobs, now, times };
    let admin = market.admin(&mut bulk)?;
    let mut creators = market.creators(&mut bulk).await?;
    let mut brands = market.brands(&mut bulk, admin).await?;
    market.campaigns(&mut bulk, &mut brands, &mut creators).await?;
    market.reports(&mut bulk, &brands, &creators, admin).await?;
    market.messages(&mut bulk, admin).await?;
    for brand in &brands {
        brand.write(&mut market.scene(&mut bulk, "written", 0))?;
        bulk.write_full().await?;
    }
    for creator in &creators {
        creator.write(&mut market.scene(&mut bulk, "written", 0))?;
        bulk.write_full().await?;
    }
    let written = bulk.finish().await?;
    repo::end(&state.database).await?;
    Ok(Filled::Now(written))
}

/// Gives each of the [`SIGN_INS`] a password that is printed once.
///
/// # Errors
/// [`ErrorCode::NotFound`] where nothing was made up.
pub async fn sign_ins(state: &AppState) -> ApiResult<Vec<OneTimePassword>> {
    let mut made = Vec::with_capacity(SIGN_INS.len());
    for email in SIGN_INS {
        made.push(give_password(state, email).await?);
    }
    Ok(made)
}

struct Market<'a> {
    jobs: &'a Jobs,
    now: Timestamp,
    times: usize,
}

impl<'m> Market<'m> {
    /// Where one thing of its kind is made up.
    fn scene<'a>(&self, bulk: &'a mut Bulk, kind: &str, number: usize) -> Scene<'a>
    where
        'm: 'a,
    {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Scene { bulk, jobs: self.jobs, chance: Chance::of(SEED, kind, number), now: self.now }
    }

    fn ago(&self, chance: &mut Chance, most_days: i64, least_days: i64) -> Timestamp {
        let day = |days: i64| self.now - SignedDuration::from_hours(days.saturating_mul(24));
        chance.moment(day(most_days), day(least_days))
    }

    fn admin(&self, bulk: &mut Bulk) -> ApiResult<UserId> {
        let mut chance = Chance::of(SEED, "admin", 0);
        let [_, _, email] = SIGN_INS;
        let since = self.ago(&mut chance, 402, 401);
        let person = MadeUp { email, first_name: "Ana", last_name: "Demo", role: Role::Admin, since };
        open_account(bulk, &mut chance, &person)
    }

    fn person(
        &self,
        scene: &mut Scene<'_>,
        number: usize,
        email: Option<&str>,
        role: Role,
        since: Timestamp,
    ) -> ApiResult<UserId> {
        let name = people::name(number);
        let own = format!("{}.{number}@demo.avenue.example", name.handle);
        let email = email.unwrap_or(&own);
        let person = MadeUp { email, first_name: &name.first, last_name: &name.last, role, since };
        open_account(scene.bulk, &mut scene.chance, &person)
    }

    async fn creators(&self, bulk: &mut Bulk) -> ApiResult<Vec<MadeUpCreator>> {
        let count = CREATORS.saturating_mul(self.times);
        let mut creators = Vec::with_capacity(count);
        for number in 0..count {
            let mut scene = self.scene(bulk, "creator", number);
            // Most were there before the first campaign; some come every month.
            let early = number == 0 || scene.chance.percent(70);
            let since = if early { (400, 300) } else { (300, 4) };
            let since = self.ago(&mut scene.chance, since.0, since.1);
            let [_, email, _] = SIGN_INS;
            let email = (number == 0).then_some(email);
            let user = self.person(&mut scene, number, email, Role::Creator, since)?;
            let says = people::creator(&mut scene.chance, number, &people::name(number), self.now);
            creators.push(MadeUpCreator::begin(&mut scene, user, since, says)?);
            bulk.write_full().await?;
        }
        Ok(creators)
    }

    async fn brands(&self, bulk: &mut Bulk, admin: UserId) -> ApiResult<Vec<MadeUpBrand>> {
        let count = BRANDS.saturating_mul(self.times);
        let mut brands = Vec::with_capacity(count);
        for number in 0..count {
            let mut scene = self.scene(bulk, "brand", number);
            let since = self.ago(&mut scene.chance, 400, 330);
            let [email, _, _] = SIGN_INS;
            let own = format!("marca.{number}@demo.avenue.example");
            let email = Some(if number == 0 { email } else { &own });
            let place = number.saturating_mul(31).saturating_add(7);
            let owner = self.person(&mut scene, place, email, Role::Brand, since)?;
            let (made, says) = market::brand(&mut scene.chance, number);
            let mut brand = MadeUpBrand::begin(&mut scene, owner, since, &made, says)?;
            for (turn, role) in
                [BrandRole::Admin, BrandRole::Member, BrandRole::Viewer].into_iter().enumerate()
            {
                if number == 0 || scene.chance.percent(35) {
                    let at = since + SignedDuration::from_hours(scene.chance.between(20, 200));
                    let place = place.saturating_add(turn.saturating_add(1).saturating_mul(5));
                    let email = format!("equipo{turn}.{number}@demo.avenue.example");
                    let member = self.person(&mut scene, place, Some(&email), Role::Brand, at)?;
                    brand.join(member, role, at);
                }
            }
            let plan = match scene.chance.below(20) {
                _ if number == 0 => PackagePlan::Growth,
                0..8 => PackagePlan::Starter,
                8..15 => PackagePlan::Growth,
                15..19 => PackagePlan::Pro,
                _ => PackagePlan::Enterprise,
            };
            let at = since + SignedDuration::from_hours(scene.chance.between(10, 100));
            brand.grant(&mut scene, plan, 15, admin, at)?;
            brands.push(brand);
            bulk.write_full().await?;
        }
        Ok(brands)
    }

    async fn campaigns(
        &self,
        bulk: &mut Bulk,
        brands: &mut [MadeUpBrand],
        creators: &mut [MadeUpCreator],
    ) -> ApiResult<()> {
        for number in 0..CAMPAIGNS.saturating_mul(self.times) {
            let mut scene = self.scene(bulk, "campaign", number);
            let others = u64::try_from(brands.len()).unwrap_or(0).saturating_sub(1);
            // The first brand, whose owner signs in, has some of everything.
            let place = if number < 12 { 0 } else { scene.chance.below(others).saturating_add(1) };
            let place = usize::try_from(place).unwrap_or(0);
            let Some(brand) = brands.get_mut(place) else { continue };
            if let Some(plan) = self.plan(&mut scene, number, place, brand) {
                campaign(&mut scene, plan, brand, creators)?;
            }
            bulk.write_full().await?;
        }
        Ok(())
    }

    /// Some are reported to the staff: creators by brands, and brands by creators.
    async fn reports(
        &self,
        bulk: &mut Bulk,
        brands: &[MadeUpBrand],
        creators: &[MadeUpCreator],
        admin: UserId,
    ) -> ApiResult<()> {
        for number in 0..REPORTED.saturating_mul(self.times) {
            let mut scene = self.scene(bulk, "report", number);
            let from = self.ago(&mut scene.chance, 40, 5);
            // Not those who sign in to look around, and nobody twice.
            let place = number.saturating_add(1);
            let (Some(brand), Some(creator)) = (brands.get(place), creators.get(place)) else { continue };
            let card = creator.card();
            let (what, reporters) = if number % 2 == 0 {
                let (label, owner, excerpt) = (card.name.clone(), Some(card.user_id), None);
                let what = Reported {
                    kind: AbuseTargetKind::Creator,
                    id: card.id.to_string(),
                    label,
                    owner,
                    excerpt,
                };
                (what, brand.people(BrandRole::Member))
            } else {
                let label = brand.company().to_owned();
                let id = brand.id().to_string();
                let what = Reported { kind: AbuseTargetKind::Brand, id, label, owner: None, excerpt: None };
                (what, vec![card.user_id])
            };
            report(&mut scene, what, &reporters, admin, from)?;
            bulk.write_full().await?;
        }
        Ok(())
    }

    /// Some write to the staff.
    async fn messages(&self, bulk: &mut Bulk, admin: UserId) -> ApiResult<()> {
        for number in 0..WRITTEN.saturating_mul(self.times) {
            let mut scene = self.scene(bulk, "contact", number);
            let at = self.ago(&mut scene.chance, 60, 2);
            // Not the people who have accounts.
            let name = people::name(number.saturating_add(7_000));
            let email = format!("{}.{number}@visita.example", name.handle);
            contact::demo::write(
                &mut scene,
                number,
                &format!("{} {}", name.first, name.last),
                &email,
                admin,
                at,
            )?;
            bulk.write_full().await?;
        }
        Ok(())
    }

    /// What becomes of a campaign, and when.
    fn plan(&self, scene: &mut Scene<'_>, number: usize, place: usize, brand: &MadeUpBrand) -> Option<Plan> {
        let day = |days: i64| SignedDuration::from_hours(days.saturating_mul(24));
        let kind = COURSES.get(number % COURSES.len()).copied()?;
        let published_at = match kind {
            'P' => self.ago(&mut scene.chance, 24, 1),
            'C' => self.ago(&mut scene.chance, 40, 26),
            'F' => self.ago(&mut scene.chance, 290, 110),
            'X' => self.ago(&mut scene.chance, 150, 12),
            _ => self.ago(&mut scene.chance, 20, 0),
        };
        let deadline = match kind {
            'P' | 'D' => self.now + day(scene.chance.between(2, 28)),
            'C' => self.now - day(scene.chance.between(2, 14)),
            'F' => published_at + day(scene.chance.between(10, 20)),
            _ => published_at + day(20),
        };
        let course = match kind {
            'P' => Course::Published,
            'C' => Course::Closed,
            'F' => Course::Completed,
            'X' => Course::Cancelled(scene.chance.moment(published_at + day(2), published_at + day(11))),
            _ => Course::Draft,
        };
        let deadline = scene.day(deadline);
        let body = market::campaign(&mut scene.chance, place, brand.id(), deadline)?;
        let popular = if number % 10 == 3 { 5 } else { 2 };
        let lookers = scene.chance.between(20, 62).saturating_mul(popular).div_euclid(2);
        // The creator who signs in has applied to many.
        let first = if number.is_multiple_of(3) && number < 90 { vec![0] } else { Vec::new() };
        Some(Plan {
            body,
            course,
            created_at: published_at - SignedDuration::from_hours(scene.chance.between(2, 70)),
            published_at,
            lookers: usize::try_from(lookers).unwrap_or(40),
            first,
        })
    }
}

/// What becomes of one campaign after the other: drafts, published, closed, finished and called-off ones, so that the first
/// few have some of each.
const COURSES: [char; 20] =
    ['P', 'F', 'C', 'D', 'X', 'P', 'F', 'P', 'C', 'F', 'P', 'F', 'P', 'F', 'D', 'P', 'C', 'X', 'F', 'P'];

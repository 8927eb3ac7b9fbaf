//! One piece of work: drafts, what is said of them, and what becomes of it.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::{
    CommentPlace, CommentSide, DeliverableKind, DeliverableState, DraftContent, RightsState, Spot, Verdict,
    disclosed_by, recognise_post,
};
use shared::id::DraftCommentId;
use shared::notifications::{ApplicationPage, Event};

use super::super::super::applications::rules::Role;
use super::super::super::deliverables::jobs::{first_drafts, timers};
use super::super::super::deliverables::rules::{self, Facts, Step};
use super::super::super::repo::comments::CommentDoc;
use super::super::super::repo::deliverable_doc::{AnswerDoc, DeliverableDoc, DraftDoc};
use super::super::super::repo::posts::PostDoc;
use super::super::super::repo::rights::RightsDoc;
use super::super::super::rights::{jobs as rights_jobs, rules as rights_rules, service as rights_service};
use super::super::super::rules::timers::after_days;
use super::super::super::tell;
use super::super::forbidden;
use super::{Carried, Sides};
use crate::demo::{Scene, words};
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;

/// One piece on its way.
pub struct Piece<'a> {
    pub sides: &'a Sides<'a>,
    pub doc: DeliverableDoc,
    /// When the stage began that it is in.
    pub begun: Timestamp,
    pub carried: &'a mut Carried,
}

impl Piece<'_> {
    /// The creator's time begins.
    pub fn start(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<()> {
        let due = after_days(at, self.doc.timing.draft_days(self.doc.kind));
        self.doc.due_at = Some(DateTime::from_jiff(due));
        self.doc.updated_at = DateTime::from_jiff(at);
        self.doc.revision = self.doc.revision.saturating_add(1);
        self.begun = at;
        if self.sides.horizon == scene.now {
            // One for all pieces that are due then; the same again is one.
            scene.later(first_drafts(self.doc.application_id, at, due), at)?;
        }
        Ok(())
    }

    /// Goes on as far as it comes.
    pub fn on(&mut self, scene: &mut Scene<'_>, creator: &mut MadeUpCreator) -> ApiResult<()> {
        while self.next(scene, creator)? {}
        let waits = self.doc.state != DeliverableState::Owed && self.sides.horizon == scene.now;
        if waits {
            scene.later(timers(&self.doc, self.begun), self.begun)?;
        }
        Ok(())
    }

    fn next(&mut self, scene: &mut Scene<'_>, creator: &mut MadeUpCreator) -> ApiResult<bool> {
        let to_publish = self.doc.platform.is_some();
        match self.doc.state {
            DeliverableState::Published | DeliverableState::Rejected => Ok(false),
            DeliverableState::Approved if !to_publish => Ok(false),
            DeliverableState::InReview => self.reviewed(scene, creator),
            DeliverableState::Owed | DeliverableState::ChangesRequested | DeliverableState::Approved => {
                let Some(at) = self.creators_time(scene, creator)? else { return Ok(false) };
                if at >= self.sides.horizon {
                    return Ok(false);
                }
                if self.doc.state == DeliverableState::Approved {
                    self.publish(scene, creator, at)?;
                } else {
                    self.submit(scene, creator, at)?;
                }
                Ok(true)
            }
        }
    }

    /// When the creator does what is to be done: mostly in time; some are late, which is noted when it is so.
    fn creators_time(
        &mut self,
        scene: &mut Scene<'_>,
        creator: &mut MadeUpCreator,
    ) -> ApiResult<Option<Timestamp>> {
        let Some(due) = self.doc.due_at.map(DateTime::to_jiff) else {
            let late = self.begun + SignedDuration::from_hours(scene.chance.between(3, 40));
            return Ok(self.doc.late.then_some(late));
        };
        if !scene.chance.percent(6) || due >= self.sides.horizon {
            return Ok(Some(Sides::in_time(scene, self.begun, due)));
        }
        let noted = rules::punctuality(self.doc.late, self.doc.counted, true, false);
        self.doc.late = noted.late;
        self.doc.counted = true;
        if let Some(on_time) = noted.count {
            creator.note_delivery(on_time);
        }
        self.written(self.doc.state, None, due);
        let (title, number) = (self.doc.campaign_title.clone(), self.doc.number);
        self.tell_both(scene, due, |page| Event::DeliverableLate { page, title: title.clone(), number })?;
        Ok(Some(due + SignedDuration::from_hours(scene.chance.between(3, 40))))
    }

    fn submit(&mut self, scene: &mut Scene<'_>, creator: &mut MadeUpCreator, at: Timestamp) -> ApiResult<()> {
        // Who was sent back once says that it is advertising.
        let forgets = self.doc.drafts.is_empty() && scene.chance.percent(7);
        let caption = words::caption(&mut scene.chance, &self.doc.campaign_title, !forgets);
        let after = self.decide(Step::Submit, Role::Creator)?;
        let draft = DraftDoc {
            number: u32::try_from(self.doc.drafts.len()).unwrap_or(u32::MAX).saturating_add(1),
            content: Some(DraftContent::Url {
                url: format!("https://drive.google.com/file/d/{}/view", scene.chance.code(28)),
            }),
            paid_partnership: false,
            disclosed: disclosed_by(&caption).is_some(),
            caption,
            note: scene.chance.percent(40).then(|| scene.chance.text(words::DRAFT_NOTES).to_owned()),
            at: DateTime::from_jiff(at),
            answer: None,
        };
        self.doc.drafts.push(draft);
        self.turn(scene, creator, Step::Submit, after, at)
    }

    fn publish(
        &mut self,
        scene: &mut Scene<'_>,
        creator: &mut MadeUpCreator,
        at: Timestamp,
    ) -> ApiResult<()> {
        let after = self.decide(Step::Publish, Role::Creator)?;
        let Some(platform) = self.doc.platform else { return Ok(()) };
        let address = words::post(&mut scene.chance, platform, creator.card());
        let url = recognise_post(platform, &address).map_err(|error| forbidden(error.to_string()))?;
        self.carried.posts.push(PostDoc::of(&url, self.doc.id, at));
        self.doc.post_url = Some(url);
        self.doc.published_at = Some(DateTime::from_jiff(at));
        let ads = self.doc.rights.as_ref().and_then(|rights| rights.paid_ads);
        if ads.is_some_and(|ads| ads.from_creators_account) {
            self.doc.ad_code = Some(scene.chance.code(24));
        }
        self.turn(scene, creator, Step::Publish, after, at)
    }

    /// What the brand says of a draft, or the platform when nobody says anything.
    fn reviewed(&mut self, scene: &mut Scene<'_>, creator: &mut MadeUpCreator) -> ApiResult<bool> {
        let Some(due) = self.doc.due_at.map(DateTime::to_jiff) else { return Ok(false) };
        let says_so =
            self.doc.platform.is_none() || self.doc.drafts.last().is_some_and(|draft| draft.disclosed);
        let silent = scene.chance.percent(6) && due < self.sides.horizon;
        let at = if silent { due } else { Sides::in_time(scene, self.begun, due) };
        if at >= self.sides.horizon {
            return Ok(false);
        }
        let has_rounds = self.doc.rounds_used < self.doc.rounds;
        let (step, verdict, note) = match (silent, says_so) {
            (true, true) => (Step::Approve, Verdict::Approved, None),
            (true, false) => (Step::SendBack, Verdict::Undisclosed, None),
            (false, false) if has_rounds => (Step::Changes, Verdict::Changes, Some(words::SAY_SO)),
            (false, false) => (Step::Reject, Verdict::Rejected, Some(words::SAY_SO)),
            (false, true) if has_rounds && scene.chance.percent(38) => {
                (Step::Changes, Verdict::Changes, Some(scene.chance.text(words::CHANGES)))
            }
            (false, true) if scene.chance.percent(3) => {
                (Step::Reject, Verdict::Rejected, Some(scene.chance.text(words::REFUSED)))
            }
            (false, true) => (Step::Approve, Verdict::Approved, None),
        };
        if step == Step::Changes {
            self.talk(scene, at)?;
        }
        let after = self.decide(step, if silent { Role::Platform } else { Role::Owner })?;
        let note = note.map(str::to_owned);
        if step == Step::Reject {
            self.doc.reject_reason.clone_from(&note);
        }
        if step == Step::Changes {
            self.doc.rounds_used = self.doc.rounds_used.saturating_add(1);
        }
        if let Some(last) = self.doc.drafts.last_mut() {
            last.answer = Some(AnswerDoc { verdict, note, automatic: silent, at: DateTime::from_jiff(at) });
        }
        self.turn(scene, creator, step, after, at)?;
        Ok(true)
    }

    /// What is said of the last draft before the brand decides.
    fn talk(&mut self, scene: &mut Scene<'_>, until: Timestamp) -> ApiResult<()> {
        let people = self.sides.brand.people(BrandRole::Member);
        let draft = u32::try_from(self.doc.drafts.len()).unwrap_or(u32::MAX);
        let (title, number) = (self.doc.campaign_title.clone(), self.doc.number);
        let mut at = self.begun;
        for turn in 0..scene.chance.between(1, 3) {
            at = scene.chance.moment(at, until);
            let by_creator = turn == 1;
            let author =
                if by_creator { Some(self.doc.user_id) } else { scene.chance.one_of(&people).copied() };
            let Some(user_id) = author else { continue };
            let all = if by_creator { words::ANSWERS } else { words::REMARKS };
            self.carried.comments.push(CommentDoc {
                id: DraftCommentId::new(scene.chance.id(at)),
                deliverable_id: self.doc.id,
                user_id,
                draft,
                place: place(scene, self.doc.kind),
                side: if by_creator { CommentSide::Creator } else { CommentSide::Brand },
                text: scene.chance.text(all).to_owned(),
                at: DateTime::from_jiff(at),
            });
            self.doc.comments = self.doc.comments.saturating_add(1);
            // Only the first of each side rings.
            if turn < 2 {
                let key = format!("{}:{draft}:{by_creator}", self.doc.id);
                let title = title.clone();
                let event = |page| Event::DeliverableCommented { page, title, number };
                if by_creator {
                    self.sides.tell_brand(scene, self.of(), &key, at, event)?;
                } else {
                    scene.tell(&tell::to_creator(self.of(), &key, event), at)?;
                }
            }
        }
        Ok(())
    }

    fn decide(&self, step: Step, role: Role) -> ApiResult<DeliverableState> {
        let facts = Facts {
            rounds_left: self.doc.rounds_used < self.doc.rounds,
            to_publish: self.doc.platform.is_some(),
            late: self.doc.late,
        };
        let state = self.doc.state;
        rules::after(state, step, role, self.sides.made.state, facts)
            .map_err(|why| forbidden(format!("{step:?} of what is {}: {why:?}", state.as_str())))
    }

    /// Takes a step that was decided on, and what follows from it.
    fn turn(
        &mut self,
        scene: &mut Scene<'_>,
        creator: &mut MadeUpCreator,
        step: Step,
        after: DeliverableState,
        at: Timestamp,
    ) -> ApiResult<()> {
        let to_publish = self.doc.platform.is_some();
        let done = rules::is_done(after, to_publish);
        let theirs = matches!(step, Step::Submit | Step::Publish);
        let missed = theirs && self.doc.due_at.is_some_and(|due| due.to_jiff() < at);
        let punctuality = rules::punctuality(self.doc.late, self.doc.counted, missed, done);
        self.doc.late = punctuality.late;
        if let Some(on_time) = punctuality.count {
            self.doc.counted = true;
            creator.note_delivery(on_time);
        }
        if after == DeliverableState::Approved && self.doc.state != after {
            self.doc.approved_at = Some(DateTime::from_jiff(at));
        }
        self.written(after, rules::due(after, self.doc.timing, to_publish, at), at);
        if done {
            self.begin_rights(scene, at)?;
        }
        self.told(scene, step, at)
    }

    fn written(&mut self, state: DeliverableState, due: Option<Timestamp>, at: Timestamp) {
        self.doc.state = state;
        self.doc.due_at = due.map(DateTime::from_jiff);
        self.doc.updated_at = DateTime::from_jiff(at);
        self.doc.revision = self.doc.revision.saturating_add(1);
        self.begun = at;
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

    fn tell_both(
        &self,
        scene: &mut Scene<'_>,
        at: Timestamp,
        event: impl Fn(ApplicationPage) -> Event,
    ) -> ApiResult<()> {
        let key = self.key();
        scene.tell(&tell::to_creator(self.of(), &key, &event), at)?;
        self.sides.tell_brand(scene, self.of(), &key, at, &event)
    }

    fn told(&self, scene: &mut Scene<'_>, step: Step, at: Timestamp) -> ApiResult<()> {
        let (title, number) = (self.doc.campaign_title.clone(), self.doc.number);
        let automatic =
            self.doc.drafts.last().and_then(|draft| draft.answer.as_ref()).is_some_and(|one| one.automatic);
        let event = |page| {
            let title = title.clone();
            match step {
                Step::Submit | Step::Comment => Event::DeliverableSubmitted { page, title, number },
                Step::Approve if automatic => Event::DeliverableApprovedUnanswered { page, title, number },
                Step::Approve => Event::DeliverableApproved { page, title, number },
                Step::Changes => Event::DeliverableChanges { page, title, number },
                Step::SendBack => Event::DeliverableUndisclosed { page, title, number },
                Step::Reject => Event::DeliverableRejected { page, title, number },
                Step::Publish => Event::DeliverablePublished { page, title, number },
            }
        };
        match step {
            Step::Submit | Step::Publish => self.sides.tell_brand(scene, self.of(), &self.key(), at, event),
            Step::Approve | Step::SendBack if automatic => self.tell_both(scene, at, event),
            _ => scene.tell(&tell::to_creator(self.of(), &self.key(), event), at),
        }
    }

    /// What the brand may do with it, from then on.
    fn begin_rights(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<()> {
        let Some(mut rights) = rights_service::begun(&self.doc, at) else { return Ok(()) };
        let over = rights.ends_at.is_some_and(|end| end.to_jiff() <= scene.now);
        if over {
            rights.state = RightsState::Ended;
        }
        self.told_of_rights(scene, &rights)?;
        if self.sides.horizon == scene.now {
            scene.later(rights_jobs::timers(&rights), at)?;
        }
        self.carried.rights.push(rights);
        Ok(())
    }

    /// What both were told of ends that were near or have come.
    fn told_of_rights(&self, scene: &mut Scene<'_>, rights: &RightsDoc) -> ApiResult<()> {
        let id = rights.deliverable_id;
        let title = || rights.campaign_title.clone();
        let both = |scene: &mut Scene<'_>, key: &str, at, event: &dyn Fn(ApplicationPage) -> Event| {
            scene.tell(&tell::to_creator(self.of(), key, event), at)?;
            self.sides.tell_brand(scene, self.of(), key, at, event)
        };
        let ads = rights.paid_ads_until.filter(|until| Some(*until) != rights.ends_at);
        for (end, is_term) in [(rights.ends_at, true), (ads, false)] {
            let Some(end) = end.map(DateTime::to_jiff) else { continue };
            for at in rights_rules::alerts(rights.starts_at.to_jiff(), end) {
                if at > scene.now {
                    continue;
                }
                let days = rights_rules::days_left(at, end);
                both(scene, &format!("{id}:{days}"), at, &|page| {
                    if is_term {
                        Event::RightsNearEnd { page, title: title(), days }
                    } else {
                        Event::PaidAdsNearEnd { page, title: title(), days }
                    }
                })?;
            }
            if end <= scene.now {
                both(scene, &id.to_string(), end, &|page| {
                    if is_term {
                        Event::RightsEnded { page, title: title() }
                    } else {
                        Event::PaidAdsEnded { page, title: title() }
                    }
                })?;
            }
        }
        Ok(())
    }
}

fn place(scene: &mut Scene<'_>, kind: DeliverableKind) -> Option<CommentPlace> {
    let thousandth = |scene: &mut Scene<'_>| u16::try_from(scene.chance.between(50, 950)).unwrap_or(500);
    let spot = Spot { x: thousandth(scene), y: thousandth(scene) };
    match kind {
        _ if scene.chance.percent(30) => None,
        DeliverableKind::Reel | DeliverableKind::Video | DeliverableKind::Story => {
            Some(CommentPlace::Moment {
                at_ms: u32::try_from(scene.chance.between(500, 45_000)).unwrap_or(0),
                spot: scene.chance.percent(30).then_some(spot),
            })
        }
        DeliverableKind::Photo | DeliverableKind::Post => Some(CommentPlace::Spot { spot }),
    }
}

//! What the two sides of an application write to each other.

use std::collections::BTreeMap;

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::OfferSide;
use shared::id::{MessageId, UserId};

use super::super::messages::tell::something_new;
use super::super::repo::applications::ApplicationDoc;
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::messages::{self, MessageDoc};
use super::super::repo::reads::{self, ReadDoc};
use super::super::repo::threads::{self, ThreadDoc};
use crate::demo::{Scene, words};
use crate::domains::brands::demo::MadeUpBrand;
use crate::http::ApiResult;

/// A thread that the brand begins once the creator is on its shortlist; gives when something was written last.
pub fn thread(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    brand: &MadeUpBrand,
    application: &ApplicationDoc,
    from: Timestamp,
    horizon: Timestamp,
) -> ApiResult<Timestamp> {
    let workers = brand.people(BrandRole::Member);
    let everybody = brand.people(BrandRole::Viewer);
    let mut talk = Talk { application, brand, reads: BTreeMap::new(), thread: None };
    let (mut at, mut last) = (from, from);
    for turn in 0..scene.chance.between(1, 7) {
        at += SignedDuration::from_mins(scene.chance.between(7, 26 * 60));
        if at >= horizon {
            break;
        }
        let by_brand = turn == 0 || scene.chance.percent(50);
        let author =
            if by_brand { scene.chance.one_of(&workers).copied() } else { Some(application.user_id) };
        let Some(author) = author else { break };
        let by = if by_brand { OfferSide::Brand } else { OfferSide::Creator };
        talk.write(scene, author, by, &everybody, &workers, at)?;
        last = at;
    }
    talk.end(scene, made, last)?;
    Ok(last)
}

struct Talk<'a> {
    application: &'a ApplicationDoc,
    brand: &'a MadeUpBrand,
    reads: BTreeMap<UserId, ReadDoc>,
    thread: Option<ThreadDoc>,
}

impl Talk<'_> {
    fn number(&self) -> u32 {
        self.thread.as_ref().map_or(0, |thread| thread.last_number)
    }

    /// The mark of somebody who reads for a side.
    fn mark(&mut self, user: UserId, read: u32, unread: u32) -> &mut ReadDoc {
        let brand = (user != self.application.user_id).then(|| self.brand.id());
        let new = ReadDoc::new(self.application.id, user, brand, read, unread);
        self.reads.entry(user).or_insert(new)
    }

    /// Reads everything that there is.
    fn read(&mut self, user: UserId, at: Timestamp) {
        let number = self.number();
        if number > 0 {
            let mark = self.mark(user, number, 0);
            (mark.read, mark.unread, mark.read_at) = (number, 0, Some(DateTime::from_jiff(at)));
        }
    }

    fn write(
        &mut self,
        scene: &mut Scene<'_>,
        author: UserId,
        by: OfferSide,
        everybody: &[UserId],
        workers: &[UserId],
        at: Timestamp,
    ) -> ApiResult<()> {
        self.read(author, at);
        let number = self.number().saturating_add(1);
        let id = MessageId::new(scene.chance.id(at));
        let all = match by {
            OfferSide::Brand => words::BRAND_WRITES,
            OfferSide::Creator => words::CREATOR_WRITES,
        };
        let message = MessageDoc {
            id,
            application_id: self.application.id,
            number,
            by,
            author,
            text: scene.chance.text(all).to_owned(),
            attachments: Vec::new(),
            at: DateTime::from_jiff(at),
            hidden: None,
            erased: false,
        };
        let messages = messages::collection(scene.bulk.database());
        scene.bulk.add(&messages, &message)?;
        let wrote = self.thread.as_ref().is_some_and(|thread| thread.brand_wrote);
        self.thread = Some(ThreadDoc {
            application_id: self.application.id,
            campaign_id: self.application.campaign_id,
            campaign_title: self.application.campaign_title.clone(),
            brand_id: self.application.brand_id,
            creator_user: self.application.user_id,
            last_number: number,
            last_message: id,
            last_by: by,
            last_at: DateTime::from_jiff(at),
            brand_wrote: wrote || by == OfferSide::Brand,
        });
        let mut fresh: BTreeMap<(bool, u32), Vec<UserId>> = BTreeMap::new();
        let creator = self.application.user_id;
        let readers = everybody.iter().copied().chain([creator]).filter(|user| *user != author);
        for user in readers.collect::<Vec<_>>() {
            let before = number.saturating_sub(1);
            let mark = self.mark(user, before, 0);
            if mark.unread == 0 && (user == creator || workers.contains(&user)) {
                fresh.entry((user == creator, mark.read)).or_default().push(user);
            }
            mark.unread = mark.unread.saturating_add(1);
        }
        for ((is_creator, read), to) in fresh {
            scene.tell(&something_new(self.application, to, is_creator, read), at)?;
        }
        Ok(())
    }

    /// Most have read it all by now.
    fn end(mut self, scene: &mut Scene<'_>, made: &CampaignDoc, at: Timestamp) -> ApiResult<()> {
        let Some(thread) = self.thread.take() else { return Ok(()) };
        let database = scene.bulk.database().clone();
        scene.bulk.add(&threads::collection(&database), &thread)?;
        let old = scene.now.duration_since(made.updated_at.to_jiff()) > SignedDuration::from_hours(40 * 24);
        for mut mark in self.reads.into_values() {
            if scene.chance.percent(if old { 95 } else { 65 }) {
                let at = scene.chance.moment(at, (at + SignedDuration::from_hours(20)).min(scene.now));
                (mark.read, mark.unread) = (thread.last_number, 0);
                mark.read_at = Some(DateTime::from_jiff(at));
            }
            scene.bulk.add(&reads::collection(&database), &mark)?;
        }
        Ok(())
    }
}

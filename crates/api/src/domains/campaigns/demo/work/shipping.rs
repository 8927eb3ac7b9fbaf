//! How a product comes to whoever signed.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::campaigns::{Dispatch, ShipmentProblem, ShipmentState};
use shared::notifications::Event;

use super::super::super::applications::rules::Role;
use super::super::super::repo::applications::ApplicationDoc;
use super::super::super::repo::shipments::ShipmentDoc;
use super::super::super::shipping::jobs::timers;
use super::super::super::shipping::rules::{self, Step};
use super::super::super::work::shipment;
use super::super::forbidden;
use super::Sides;
use crate::demo::{Scene, words};
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::ApiResult;

/// A product on its way: the shipment as it stands, and when the creator's own time began, if it did.
pub fn ship(
    scene: &mut Scene<'_>,
    sides: &Sides<'_>,
    creator: &MadeUpCreator,
    application: &ApplicationDoc,
    product: &str,
    at: Timestamp,
) -> ApiResult<(ShipmentDoc, Option<Timestamp>)> {
    let mut way = Way { sides, application, doc: shipment(sides.made, application, product, at), begun: at };
    let title = way.doc.campaign_title.clone();
    let key = way.key();
    sides.tell_creator(scene, application, &key, at, |page| Event::ShipmentBegun { page, title })?;
    while way.on(scene, creator)? {}
    if way.doc.state.is_final() {
        return Ok((way.doc, Some(way.begun)));
    }
    if sides.horizon == scene.now {
        scene.later(timers(&way.doc, way.begun), way.begun)?;
    }
    Ok((way.doc, None))
}

struct Way<'a> {
    sides: &'a Sides<'a>,
    application: &'a ApplicationDoc,
    doc: ShipmentDoc,
    /// When the stage began that it is in.
    begun: Timestamp,
}

impl Way<'_> {
    fn key(&self) -> String {
        format!("{}:{}", self.doc.application_id, self.doc.revision)
    }

    /// Takes the next step, if its time has come; whether it did.
    fn on(&mut self, scene: &mut Scene<'_>, creator: &MadeUpCreator) -> ApiResult<bool> {
        let Some(due) = self.doc.due_at.map(DateTime::to_jiff) else {
            return if self.doc.overdue && !self.doc.state.is_final() {
                // Late, but it is sent.
                let at = self.begun + SignedDuration::from_hours(scene.chance.between(5, 60));
                self.act(scene, creator, at)
            } else {
                Ok(false)
            };
        };
        let slow = scene.chance.percent(match self.doc.state {
            ShipmentState::AwaitingAddress => 3,
            ShipmentState::AwaitingDispatch | ShipmentState::Damaged => 8,
            _ => 5,
        });
        if slow && due < self.sides.horizon {
            let after = self.step(Step::Expire, Role::Platform, due)?;
            self.doc.overdue |= after == ShipmentState::AwaitingDispatch || after == ShipmentState::Damaged;
            let title = self.doc.campaign_title.clone();
            let event = |page| match after {
                ShipmentState::NotNeeded => Event::ShipmentLapsed { page, title: title.clone() },
                ShipmentState::Received => Event::ShipmentTakenAsReceived { page, title: title.clone() },
                _ => Event::ShipmentOverdue { page, title: title.clone() },
            };
            let (key, of) = (self.key(), self.sides.of(self.application));
            self.sides.tell_creator(scene, self.application, &key, due, event)?;
            self.sides.tell_brand(scene, of, &key, due, event)?;
            return Ok(true);
        }
        let at = Sides::in_time(scene, self.begun, due);
        self.act(scene, creator, at)
    }

    /// Somebody does what is to be done, unless it is too early to know.
    fn act(&mut self, scene: &mut Scene<'_>, creator: &MadeUpCreator, at: Timestamp) -> ApiResult<bool> {
        if at >= self.sides.horizon {
            return Ok(false);
        }
        let title = self.doc.campaign_title.clone();
        let of = self.sides.of(self.application);
        match self.doc.state {
            ShipmentState::AwaitingAddress => {
                self.step(Step::Address, Role::Creator, at)?;
                self.doc.address = Some(words::address(&mut scene.chance, creator.card()));
                let key = self.key();
                self.sides
                    .tell_brand(scene, of, &key, at, |page| Event::ShipmentAddressed { page, title })?;
            }
            ShipmentState::AwaitingDispatch | ShipmentState::Damaged => {
                self.step(Step::Dispatch, Role::Owner, at)?;
                self.doc.dispatches.push(Dispatch {
                    carrier: scene.chance.text(words::CARRIERS).to_owned(),
                    tracking_number: format!("RB{}PY", scene.chance.digits(9)),
                    tracking_url: None,
                    sent_at: at,
                    problem: None,
                    problem_note: None,
                });
                let key = self.key();
                self.sides.tell_creator(scene, self.application, &key, at, |page| Event::ShipmentSent {
                    page,
                    title,
                })?;
            }
            ShipmentState::Sent => self.arrives(scene, at)?,
            ShipmentState::Received | ShipmentState::NotNeeded => return Ok(false),
        }
        Ok(true)
    }

    fn arrives(&mut self, scene: &mut Scene<'_>, at: Timestamp) -> ApiResult<()> {
        let title = self.doc.campaign_title.clone();
        let of = self.sides.of(self.application);
        if self.doc.dispatches.len() == 1 && scene.chance.percent(7) {
            self.step(Step::Report, Role::Creator, at)?;
            if let Some(last) = self.doc.dispatches.last_mut() {
                last.problem = Some(ShipmentProblem::Damaged);
                last.problem_note = Some(scene.chance.text(words::DAMAGED).to_owned());
            }
            let key = self.key();
            return self.sides.tell_brand(scene, of, &key, at, |page| Event::ShipmentDamaged { page, title });
        }
        self.step(Step::Receive, Role::Creator, at)?;
        let key = self.key();
        self.sides.tell_brand(scene, of, &key, at, |page| Event::ShipmentReceived { page, title })
    }

    fn step(&mut self, step: Step, role: Role, at: Timestamp) -> ApiResult<ShipmentState> {
        let before = self.doc.state;
        let after = rules::after(before, step, role, self.sides.made.state)
            .map_err(|why| forbidden(format!("{step:?} of what is {}: {why:?}", before.as_str())))?;
        let due = if after == before { None } else { rules::due(after, self.doc.timing, at) };
        self.doc.state = after;
        self.doc.due_at = due.map(DateTime::from_jiff);
        self.doc.updated_at = DateTime::from_jiff(at);
        self.doc.revision = self.doc.revision.saturating_add(1);
        if after == ShipmentState::Received {
            self.doc.received_at = Some(DateTime::from_jiff(at));
        }
        self.begun = at;
        Ok(after)
    }
}

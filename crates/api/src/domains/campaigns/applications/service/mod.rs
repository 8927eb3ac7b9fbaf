//! What the domain does with applications, a file for each side. Whatever changes something records it in the same
//! transaction.

pub mod apply;
pub mod brand;
pub mod creator;
pub mod platform;
pub mod read;
pub mod sign;

use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::{Value, json};
use shared::campaigns::{Application, ApplicationState, CampaignState, Compensation, Offer, OfferSide};
use shared::error::ErrorCode;

use super::super::repo::applications::{self, ApplicationDoc, Change};
use super::super::repo::campaign_doc::CampaignDoc;
use super::super::repo::campaigns;
use super::super::rules::spanish;
use super::super::tell::{self, News};
use super::access::PartyTo;
use super::rules::{self, IN_WORK, NoDeal, Refusal, Role, Step};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::said;

/// Offers that an application can have.
const MOST_OFFERS: usize = 20;

/// Who moves which application on.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The person.
    pub who: &'a CurrentUser,
    /// What they are to it.
    pub role: Role,
    /// The application as it was read.
    pub application: &'a ApplicationDoc,
    /// Its campaign as it was read.
    pub campaign: &'a CampaignDoc,
    /// The request.
    pub context: &'a RequestContext,
}

impl<'a> Hand<'a> {
    /// As an extractor found it.
    pub const fn of<D>(found: &'a PartyTo<D>, context: &'a RequestContext) -> Self {
        let PartyTo { user, role, application, campaign, .. } = found;
        Self { who: user, role: *role, application, campaign, context }
    }

    /// Where the application stands after a step.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] for who may not; [`ErrorCode::MoveNotAllowed`] from where it, or its campaign, stands.
    fn decide(&self, step: Step) -> ApiResult<ApplicationState> {
        let (state, campaign) = (self.application.state, self.campaign.state);
        rules::after(state, step, self.role, campaign).map_err(|refusal| match refusal {
            Refusal::NotYours => ErrorCode::Forbidden.into(),
            Refusal::NotNow => {
                let (state, stands) = (state.as_str(), spanish::application(state));
                let (en, es) = step.words();
                ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                    "an application that is {state} cannot be {en}",
                    "una postulación {stands} no {es}"
                ))
            }
            Refusal::CampaignOver => not_in_work(campaign),
        })
    }

    /// The offer of the other side that was read.
    ///
    /// # Errors
    /// [`ErrorCode::TermsChanged`] when another was made since; [`ErrorCode::MoveNotAllowed`] when there is none.
    fn agreed(&self, by: OfferSide, number: u32) -> ApiResult<&'a Offer> {
        rules::on_table(&self.application.offers, by, number).map_err(|why| match why {
            NoDeal::Replaced => ErrorCode::TermsChanged.into(),
            NoDeal::Nothing => ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                "no offer has been made yet to agree to",
                "todavía no hay una oferta para aceptar"
            )),
            NoDeal::OwnOffer => ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                "the other side has not answered the last offer yet",
                "la otra parte todavía no respondió a la última oferta"
            )),
        })
    }

    /// The next offer on the table.
    ///
    /// # Errors
    /// [`ErrorCode::LimitReached`] after [`MOST_OFFERS`].
    fn next_offer(
        &self,
        by: OfferSide,
        compensation: Compensation,
        note: Option<String>,
        at: Timestamp,
    ) -> ApiResult<Offer> {
        let made = self.application.offers.len();
        if made >= MOST_OFFERS {
            return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
                "an application can have {MOST_OFFERS} offers; agree to one or end it",
                "una postulación puede tener {MOST_OFFERS} ofertas; aceptá una o terminala"
            )));
        }
        let number = u32::try_from(made).unwrap_or(u32::MAX).saturating_add(1);
        let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
        Ok(Offer { number, by, compensation, note, at })
    }

    /// Takes the step, with what is written along.
    async fn go(&self, state: &AppState, step: Step, change: Change, news: News) -> ApiResult<Application> {
        let after = self.decide(step)?;
        let now = state.clock.now();
        // Without the words: they are the person's, and an erasure leaves the trail.
        let details = match &change.offer {
            Some(offer) => json!({ "number": offer.number, "compensation": offer.compensation }),
            None => Value::Null,
        };
        let gone = in_kept_transaction(&state.db, async |transaction| {
            let before = self.application;
            let turned = turn(state, transaction, before, after, &change, IN_WORK, now).await?;
            state.audit.record(self.line(step, details.clone()), Some(&mut *transaction)).await?;
            tell::of_application(state, transaction, self.campaign, &turned, news).await?;
            Ok(turned.to_application(None))
        });
        gone.await
    }

    fn line(&self, step: Step, details: Value) -> AuditEntry {
        let by = By::person(self.who.id, &self.who.email, self.context);
        let what = target("application", self.application.id, Some(&self.application.campaign_title));
        let line = AuditEntry::new(by, action(step), what);
        if details.is_null() { line } else { line.details(details) }
    }
}

/// How a step is called in the audit trail.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Shortlist => "campaigns.shortlist_application",
        Step::Offer => "campaigns.offer_terms",
        Step::Accept => "campaigns.accept_counter_offer",
        Step::Reject => "campaigns.reject_application",
        Step::Counter => "campaigns.make_counter_offer",
        Step::Confirm => "campaigns.confirm_application",
        Step::Withdraw => "campaigns.withdraw_application",
    }
}

/// The campaign has ended, or was never begun.
fn not_in_work(campaign: CampaignState) -> ApiError {
    let (state, stands) = (campaign.as_str(), spanish::campaign(campaign));
    ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
        "nothing is decided any more in a campaign that is {state}",
        "en una campaña {stands} ya no se decide nada"
    ))
}

/// Writes where an application goes and counts it in its campaign, both only if they still stand as was read.
async fn turn(
    state: &AppState,
    session: &mut ClientSession,
    before: &ApplicationDoc,
    after: ApplicationState,
    change: &Change,
    standing: &[CampaignState],
    now: Timestamp,
) -> ApiResult<ApplicationDoc> {
    let turned = applications::turn(&state.database, session, before, after, change, now).await?;
    if before.state != after {
        let campaign = before.campaign_id;
        let counted =
            campaigns::count_move(&state.database, session, campaign, standing, before.state, after);
        if !counted.await? {
            return Err(ErrorCode::Conflict.into());
        }
    }
    Ok(turned)
}

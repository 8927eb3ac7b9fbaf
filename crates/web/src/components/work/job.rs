//! The job that a page is about, for everything on it.

use leptos::prelude::*;
use shared::campaigns::{
    Application, ApplicationState, BriefVersion, CampaignState, CampaignSummary, Compensation, OfferSide,
    OwedDeliverable, Shipment,
};
use shared::id::{ApplicationId, DeliverableId};

use crate::api;
use crate::components::live::use_live;
use crate::ui::load::Remote;

/// Who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Who works for it.
    Creator,
    /// Somebody of the brand.
    Brand,
}

impl Side {
    /// The same, as messages and ratings name it.
    pub const fn of_offer(self) -> OfferSide {
        match self {
            Self::Creator => OfferSide::Creator,
            Self::Brand => OfferSide::Brand,
        }
    }
}

/// The job. Copy it freely.
#[derive(Clone, Copy)]
pub struct Job {
    /// The application that was signed.
    pub id: ApplicationId,
    /// Who looks at it.
    pub side: Side,
    /// What was signed; before that, what would be.
    pub brief: Remote<BriefVersion>,
    /// How the product comes; none where nothing is sent.
    pub shipment: Remote<Option<Shipment>>,
    /// What is owed.
    pub pieces: Remote<Vec<OwedDeliverable>>,
    base: StoredValue<String>,
    state: Memo<ApplicationState>,
    zone: Memo<Option<String>>,
    may: Memo<bool>,
    acts: Memo<bool>,
    cancelled: Memo<bool>,
}

/// Makes a job known to everything on its page.
///
/// `base` is its address; `may` says whether the reader may do something at all; the campaign tells where its days begin and
/// whether what was signed is still carried out.
pub fn provide_job(
    id: ApplicationId,
    side: Side,
    base: String,
    application: Remote<Application>,
    may: impl Fn() -> bool + Send + Sync + 'static,
    campaign: impl Fn() -> Option<CampaignSummary> + Copy + Send + Sync + 'static,
) -> Job {
    let live = use_live();
    // What was agreed on, once it is signed: before that nothing is owed, and what is not there is not asked for.
    let signed = Memo::new(move |_| {
        application.value().and_then(|one| one.signature).map(|signature| {
            matches!(signature.compensation, Compensation::Exchange { .. } | Compensation::Both { .. })
        })
    });
    let state = Memo::new(move |_| campaign().map(|one| one.state));
    let goes_on = move || {
        matches!(
            state.get(),
            Some(CampaignState::Published | CampaignState::Closed | CampaignState::Completed)
        )
    };
    let may = Memo::new(move |_| may());
    let job = Job {
        id,
        side,
        brief: Remote::new(move || api::campaigns::application_brief(id)),
        shipment: Remote::new(move || {
            live.track();
            let sends = signed.get() == Some(true);
            async move { if sends { api::work::shipment(id).await } else { Ok(None) } }
        }),
        pieces: Remote::new(move || {
            live.track();
            let owes = signed.get().is_some();
            async move { if owes { api::work::pieces(id).await } else { Ok(Vec::new()) } }
        }),
        base: StoredValue::new(base),
        state: Memo::new(move |_| {
            application.value().map_or(ApplicationState::Applied, |one| one.summary.state)
        }),
        zone: Memo::new(move |_| campaign().map(|one| one.time_zone)),
        may,
        acts: Memo::new(move |_| goes_on() && may.get()),
        cancelled: Memo::new(move |_| state.get() == Some(CampaignState::Cancelled)),
    };
    provide_context(job);
    job
}

/// The job that the page is about.
pub fn use_job() -> Job {
    expect_context()
}

impl Job {
    /// Its address.
    pub fn base(self) -> String {
        self.base.get_value()
    }

    /// Where the application stands; tracked.
    pub fn state(self) -> ApplicationState {
        self.state.get()
    }

    /// Where one of its deliverables is.
    pub fn address_of(self, piece: DeliverableId) -> String {
        format!("{}/deliverables/{piece}", self.base())
    }

    /// Where the campaign's days begin and end; tracked, nothing until it is known.
    pub fn zone(self) -> Option<String> {
        self.zone.get()
    }

    /// Whether the reader may do something for their side at all; tracked.
    pub fn may(self) -> bool {
        self.may.get()
    }

    /// Whether the reader may do something, and what was signed is still carried out; tracked.
    pub fn acts(self) -> bool {
        self.acts.get()
    }

    /// Whether the campaign was called off; tracked.
    pub fn is_cancelled(self) -> bool {
        self.cancelled.get()
    }
}

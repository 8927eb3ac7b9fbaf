//! What stands in a campaign or an application, in words.

use shared::campaigns::{
    ApplicationState, CampaignSort, CampaignState, Compensation, CompensationKind, Deliverable,
    DeliverableKind, OfferSide,
};
use shared::money::{Currency, Money, WrongMoney};

use crate::components::creators::words::key;
pub use crate::components::creators::words::money;
use crate::i18n::{say, tr};
use crate::ui::form::SelectOption;

/// Where a campaign stands.
pub fn campaign_state(state: CampaignState) -> fn() -> &'static str {
    match state {
        CampaignState::Draft => tr!(campaigns.state_draft),
        CampaignState::Published => tr!(campaigns.state_published),
        CampaignState::Closed => tr!(campaigns.state_closed),
        CampaignState::Completed => tr!(campaigns.state_completed),
        CampaignState::Cancelled => tr!(campaigns.state_cancelled),
    }
}

/// Where an application stands.
pub fn application_state(state: ApplicationState) -> fn() -> &'static str {
    match state {
        ApplicationState::Applied => tr!(campaigns.app_applied),
        ApplicationState::Shortlisted => tr!(campaigns.app_shortlisted),
        ApplicationState::Confirmed => tr!(campaigns.app_confirmed),
        ApplicationState::Rejected => tr!(campaigns.app_rejected),
        ApplicationState::Withdrawn => tr!(campaigns.app_withdrawn),
    }
}

/// What a creator gets, as a kind.
pub fn compensation_kind(kind: CompensationKind) -> fn() -> &'static str {
    match kind {
        CompensationKind::Exchange => tr!(campaigns.comp_exchange),
        CompensationKind::Fee => tr!(campaigns.comp_fee),
        CompensationKind::Both => tr!(campaigns.comp_both),
    }
}

/// In which order campaigns are listed.
pub fn sort(sort: CampaignSort) -> fn() -> &'static str {
    match sort {
        CampaignSort::Newest => tr!(campaigns.sort_newest),
        CampaignSort::Deadline => tr!(campaigns.sort_deadline),
        CampaignSort::Fee => tr!(campaigns.sort_fee),
    }
}

/// A form of content.
pub fn deliverable_kind(kind: DeliverableKind) -> fn() -> &'static str {
    match kind {
        DeliverableKind::Photo => tr!(campaigns.kind_photo),
        DeliverableKind::Reel => tr!(campaigns.kind_reel),
        DeliverableKind::Video => tr!(campaigns.kind_video),
        DeliverableKind::Story => tr!(campaigns.kind_story),
        DeliverableKind::Post => tr!(campaigns.kind_post),
    }
}

/// Every form of content, in the order in which they are offered.
pub const DELIVERABLES: [DeliverableKind; 5] = [
    DeliverableKind::Reel,
    DeliverableKind::Video,
    DeliverableKind::Photo,
    DeliverableKind::Story,
    DeliverableKind::Post,
];

/// One thing to deliver, with its number: `2 × Reel en Instagram`.
pub fn deliverable(one: &Deliverable) -> String {
    let kind = deliverable_kind(one.kind)();
    match one.platform {
        Some(platform) => say!(
            campaigns.deliverable_on,
            count = one.count.to_string(),
            kind = kind,
            platform = platform.name()
        ),
        None => say!(campaigns.deliverable_plain, count = one.count.to_string(), kind = kind),
    }
}

/// Whose an offer is.
pub fn side(side: OfferSide) -> fn() -> &'static str {
    match side {
        OfferSide::Brand => tr!(campaigns.by_brand),
        OfferSide::Creator => tr!(campaigns.by_creator),
    }
}

/// Why a text is no amount.
pub fn wrong_money(why: WrongMoney) -> &'static str {
    match why {
        WrongMoney::NoAmount(Currency::Pyg) => tr!(campaigns.money_wrong_whole)(),
        WrongMoney::TooLarge => tr!(campaigns.money_too_large)(),
        WrongMoney::NoAmount(_) | WrongMoney::UnknownCurrency | WrongMoney::Mixed(..) => {
            tr!(campaigns.money_wrong)()
        }
    }
}

/// An amount as it is typed: without the sign of its currency.
pub fn typed_money(amount: Money) -> String {
    money(amount).replace(amount.currency.symbol(), "").trim().to_owned()
}

/// What a creator gets, in one line.
pub fn compensation(what: &Compensation) -> String {
    match what {
        Compensation::Fee { fee } => money(*fee),
        Compensation::Exchange { product, value } => {
            say!(campaigns.comp_line_exchange, product = product.clone(), value = money(*value))
        }
        Compensation::Both { product, value, fee } => say!(
            campaigns.comp_line_both,
            fee = money(*fee),
            product = product.clone(),
            value = money(*value)
        ),
    }
}

/// Choices out of values, each kept as its word, after one for all of them.
pub fn choices<T: serde::Serialize + Copy>(
    all: fn() -> &'static str,
    values: &[T],
    label: fn(T) -> fn() -> &'static str,
) -> Vec<SelectOption> {
    let each = values.iter().map(|value| SelectOption::new(key(value), label(*value)));
    std::iter::once(SelectOption::new("", all)).chain(each).collect()
}

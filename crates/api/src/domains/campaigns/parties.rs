//! The two sides of a campaign, as the domains that own them tell. Only here they are asked.

use std::collections::HashMap;

use mongodb::ClientSession;
use shared::brands::BrandRole;
use shared::campaigns::CampaignBrand;
use shared::creators::{CreatorCard, CreatorSnapshot, CreatorStatus, MissingPart};
use shared::error::ErrorCode;
use shared::id::{BrandId, CreatorId, UserId};
use shared::stars::StarCounts;

use super::rules::fit::Candidate;
use super::rules::moves::Actor;
use crate::app::AppState;
use crate::domains::identity::acquaintances;
use crate::domains::{brands, creators};
use crate::http::{ApiError, ApiResult};
use crate::said;

/// What somebody is to a brand; [`Actor::Outsider`] for who is not in its workspace.
pub async fn actor(state: &AppState, user: UserId, brand: BrandId) -> ApiResult<Actor> {
    Ok(match brands::member(state, user, brand).await? {
        Some(BrandRole::Owner) => Actor::Owner,
        Some(BrandRole::Admin) => Actor::Admin,
        Some(BrandRole::Member) => Actor::Member,
        Some(BrandRole::Viewer) => Actor::Viewer,
        None => Actor::Outsider,
    })
}

/// Who works in a brand: whom to tell what happens there.
pub async fn people(state: &AppState, brand: BrandId) -> ApiResult<Vec<UserId>> {
    let people = brands::people(state, brand, BrandRole::Member).await?;
    Ok(people.into_iter().map(|person| person.id).collect())
}

/// Everybody in the workspace of a brand, those who only look too.
pub async fn everybody(state: &AppState, brand: BrandId) -> ApiResult<Vec<UserId>> {
    let people = brands::people(state, brand, BrandRole::Viewer).await?;
    Ok(people.into_iter().map(|person| person.id).collect())
}

/// What people are called by their given names; those who are gone are left out.
pub async fn given_names(state: &AppState, people: &[UserId]) -> ApiResult<HashMap<UserId, String>> {
    let found = acquaintances(&state.database, people).await?;
    Ok(found.into_iter().map(|person| (person.id, person.first_name)).collect())
}

/// What brands that are in use are called; one that is not is left out.
pub async fn cards(state: &AppState, ids: &[BrandId]) -> ApiResult<HashMap<BrandId, CampaignBrand>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let cards = brands::cards(state, &ids).await?;
    Ok(cards
        .into_iter()
        .filter(|card| card.open)
        .map(|card| (card.id, CampaignBrand { company: card.company, logo: card.logo, handle: card.handle }))
        .collect())
}

/// Whether a delivery of a brand's package is left, as the transaction sees it that would use it.
///
/// # Errors
/// As [`use_delivery`].
pub async fn require_delivery(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
) -> ApiResult<()> {
    brands::require_delivery(state, session, brand).await.map_err(nothing_signed)
}

/// Counts one delivery of a brand's package, in the transaction of what uses it.
///
/// # Errors
/// [`ErrorCode::LimitReached`] when none is left.
pub async fn use_delivery(state: &AppState, session: &mut ClientSession, brand: BrandId) -> ApiResult<()> {
    brands::use_delivery(state, session, brand).await.map_err(nothing_signed)
}

/// Who reads this is the creator, who can do nothing about the package.
fn nothing_signed(error: ApiError) -> ApiError {
    match error.code() {
        ErrorCode::LimitReached => ApiError::new(ErrorCode::LimitReached).detail(said!(
            "the brand has no delivery left in its package for now; nothing was signed",
            "por ahora a la marca no le quedan entregas en su paquete; no se firmó nada"
        )),
        _ => error,
    }
}

/// Counts a delivery for a creator's on-time score, in the transaction that decides whether it came in time.
pub async fn note_delivery(
    state: &AppState,
    session: &mut ClientSession,
    creator: CreatorId,
    on_time: bool,
) -> ApiResult<()> {
    creators::note_delivery(state, session, creator, on_time).await
}

/// The creator profile of an account, if there is one.
pub async fn creator(state: &AppState, user: UserId) -> ApiResult<Option<CreatorCard>> {
    creators::of_user(state, user).await
}

/// The same, complete and in use.
///
/// # Errors
/// [`ErrorCode::ProfileIncomplete`] without one, or with what is missing; [`ErrorCode::Forbidden`] when the staff has
/// taken it out of sight.
pub async fn complete_creator(state: &AppState, user: UserId) -> ApiResult<CreatorCard> {
    let incomplete = || ApiError::new(ErrorCode::ProfileIncomplete);
    let card = creator(state, user).await?;
    let card = card.ok_or_else(|| {
        incomplete().detail(said!(
            "there is no creator profile yet; make one first",
            "todavía no hay un perfil de creador; creá uno primero"
        ))
    })?;
    if card.status == CreatorStatus::Hidden {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "this creator profile is out of use",
            "este perfil de creador está fuera de la vista"
        )));
    }
    if !card.complete {
        let missing = serde_json::to_string(&card.missing).map_err(ApiError::internal)?;
        let lacks = card.missing.iter().copied().map(in_spanish).collect::<Vec<_>>().join(", ");
        return Err(incomplete().detail(said!(
            "the creator profile is missing {missing}",
            "al perfil de creador le falta: {lacks}"
        )));
    }
    Ok(card)
}

/// What is missing of a creator profile, as its owner reads it in Spanish.
const fn in_spanish(part: MissingPart) -> &'static str {
    match part {
        MissingPart::Name => "un nombre",
        MissingPart::Bio => "una presentación de 30 letras o más",
        MissingPart::City => "la ciudad",
        MissingPart::Languages => "un idioma",
        MissingPart::Categories => "una categoría",
        MissingPart::Networks => "una red con sus seguidores",
    }
}

/// A creator as they are now, to be kept with an application.
pub async fn snapshot(state: &AppState, creator: CreatorId) -> ApiResult<CreatorSnapshot> {
    creators::snapshot(state, creator).await
}

/// Changes what the ratings of a creator add up to, in the transaction of what changes them.
///
/// # Errors
/// When the database fails.
pub async fn count_rating_of_creator(
    state: &AppState,
    session: &mut ClientSession,
    creator: CreatorId,
    change: StarCounts,
) -> ApiResult<()> {
    creators::count_rating(state, session, creator, change).await
}

/// The same of a brand.
///
/// # Errors
/// When the database fails.
pub async fn count_rating_of_brand(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
    change: StarCounts,
) -> ApiResult<()> {
    brands::count_rating(state, session, brand, change).await
}

/// What requirements are compared with.
pub fn candidate(card: &CreatorCard) -> Candidate {
    let networks = card.networks.iter();
    Candidate {
        networks: networks
            .map(|network| (network.platform, u64::from(network.followers.unwrap_or(0))))
            .collect(),
        city: card.city.clone(),
        categories: card.categories.clone(),
        level: card.level,
    }
}

//! Invitations into a workspace: mailed, shown, accepted, taken back.

use std::time::Duration;

use bson::DateTime;
use jiff::SignedDuration;
use serde_json::json;
use shared::brands::{
    AnswerBrandInvitation, BrandInvitation, BrandInvitationPreview, BrandMembership, CreateBrandInvitation,
};
use shared::error::ErrorCode;
use shared::id::{BrandId, InvitationId};
use shared::identity::Role;

use super::super::repo::brands;
use super::super::repo::document::BrandDoc;
use super::super::repo::invitations::{self, Counted, InvitationDoc, State};
use super::super::repo::members::{self, MemberDoc};
use super::{members as people, tell, workspace};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::names::email_key;
use crate::domains::identity::{CurrentUser, acquaintances, digest, take_role, well_formed};
use crate::domains::notifications::{NewEmail, Template};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_transaction};
use crate::infra::ids::{new_id, random_token};
use crate::said;

/// How long a link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long an invitation is kept to count by.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// What the counts are of.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Invitations that a brand makes in a day.
const MOST_A_DAY: u64 = 50;
/// Of these, to one address.
const MOST_TO_ONE: u64 = 5;
/// Invitations that one person makes in a day, in all their brands: making brands must not make mail.
const MOST_BY_ONE: u64 = 100;

/// Invites an address: a mail with a link that is good once. An open invitation for the address loses its link.
///
/// # Errors
/// [`ErrorCode::Conflict`] when whoever has the address works here; [`ErrorCode::TooManyRequests`] beyond what a brand
/// invites in a day; [`ErrorCode::LimitReached`] when nobody more fits in.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    body: CreateBrandInvitation,
) -> ApiResult<BrandInvitation> {
    let email = email_key(&body.email);
    let colleagues = people::known(state, &members::of_brand(&state.database, brand).await?).await?;
    if colleagues.values().any(|colleague| colleague.email == email) {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "whoever has this address works here already",
            "quien tiene ese correo ya trabaja acá"
        )));
    }
    let inviter = acquaintances(&state.database, &[who.id]).await?;
    let inviter = inviter.into_iter().next().ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated))?;
    let now = state.clock.now();
    let token = random_token()?;
    let invitation = InvitationDoc {
        id: InvitationId::new(new_id()),
        digest: digest(&token),
        brand_id: brand,
        email: email.clone(),
        role: body.role,
        invited_by: who.id,
        state: State::Open,
        created_at: DateTime::from_jiff(now),
        expires_at: DateTime::from_jiff(now + GOOD_FOR),
        forget_at: DateTime::from_jiff(now + KEPT_FOR),
    };
    let made = in_kept_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        if members::count(&state.database, transaction, brand).await? >= members::MOST {
            return Err(full());
        }
        for (counted, most) in [
            (Counted::Brand(brand), MOST_A_DAY),
            (Counted::Address(brand, &email), MOST_TO_ONE),
            (Counted::Person(who.id), MOST_BY_ONE),
        ] {
            if invitations::count_since(&state.database, transaction, counted, now - DAY).await? >= most {
                return Err(too_many());
            }
        }
        invitations::put(&state.database, transaction, &invitation).await?;
        mail(state, transaction, &held, &invitation, &inviter.name, who, &token).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        // The address is no matter of the audit trail: it stays when its owner is forgotten.
        let line = AuditEntry::new(by, "brands.invite", what)
            .details(json!({ "invitation_id": invitation.id, "role": invitation.role }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(invitation.to_dto())
    })
    .await?;
    state.jobs.wake();
    Ok(made)
}

async fn mail(
    state: &AppState,
    transaction: &mut mongodb::ClientSession,
    brand: &BrandDoc,
    invitation: &InvitationDoc,
    inviter: &str,
    who: &CurrentUser,
    token: &str,
) -> ApiResult<()> {
    let template = Template::BrandInvitation {
        name: inviter.to_owned(),
        company: brand.company().to_owned(),
        role: invitation.role,
        token: token.to_owned(),
        expires_at: invitation.expires_at.to_jiff(),
    };
    let send_key = format!("{}:{}", template.name(), invitation.id);
    // Nothing is known of the reader; whoever invites speaks their language.
    let email = NewEmail { template, locale: who.locale, to: invitation.email.clone(), send_key };
    state.notifications.queue_email(email, Some(transaction)).await?;
    Ok(())
}

/// The invitations of a brand that can be accepted, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, brand: BrandId) -> ApiResult<Vec<BrandInvitation>> {
    let open = invitations::open_of(&state.database, brand, state.clock.now()).await?;
    Ok(open.iter().map(InvitationDoc::to_dto).collect())
}

/// Takes an invitation back: its link is good no longer.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is none of this brand, or not open any more.
pub async fn revoke(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    id: InvitationId,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        let revoked = invitations::revoke(&state.database, transaction, brand, id).await?;
        revoked.ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound).detail(said!(
                "there is no such open invitation",
                "esa invitación no existe o ya no está abierta"
            ))
        })?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "brands.revoke_invitation", target("brand", brand, None))
            .details(json!({ "invitation_id": id }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}

/// What an invitation says to whoever has its link.
///
/// # Errors
/// [`ErrorCode::LinkExpired`].
pub async fn show(state: &AppState, body: &AnswerBrandInvitation) -> ApiResult<BrandInvitationPreview> {
    let (invitation, brand) = find(state, body).await?;
    Ok(BrandInvitationPreview {
        brand_id: brand.id,
        company: brand.profile.company,
        logo: brand.logo,
        email: invitation.email,
        role: invitation.role,
        expires_at: invitation.expires_at.to_jiff(),
    })
}

/// Accepts an invitation. Who works there already keeps their role, and the link is used up.
///
/// # Errors
/// [`ErrorCode::LinkExpired`]; [`ErrorCode::Forbidden`] for another address than the one invited;
/// [`ErrorCode::LimitReached`] when nobody more fits in.
pub async fn accept(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &AnswerBrandInvitation,
) -> ApiResult<BrandMembership> {
    let (invitation, brand) = find(state, body).await?;
    if invitation.email != who.email {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "this invitation is for another address; sign in with the account of that address",
            "esta invitación es para otro correo; iniciá sesión con la cuenta de ese correo"
        )));
    }
    let name = acquaintances(&state.database, &[who.id]).await?;
    let name = name.into_iter().next().map(|person| person.name).unwrap_or_default();
    in_kept_transaction(&state.db, async |transaction| {
        let now = state.clock.now();
        brands::hold(&state.database, transaction, brand.id).await?;
        let used = invitations::accept(&state.database, transaction, &invitation.digest, now).await?;
        let used = used.ok_or_else(expired)?;
        take_role(state, transaction, who.id, Role::Brand).await?;
        state.notifications.forget_secret(&body.token, Some(&mut *transaction)).await?;
        let there = members::find_within(&state.database, transaction, brand.id, who.id).await?;
        let member = match there {
            Some(member) => member,
            None => {
                if members::count(&state.database, transaction, brand.id).await? >= members::MOST {
                    return Err(full());
                }
                if members::count_of_user(&state.database, transaction, who.id).await? >= workspace::MOST {
                    return Err(workspace::most_reached());
                }
                let member = MemberDoc::new(brand.id, who.id, used.role, now);
                members::insert(&state.database, transaction, &member).await?;
                let notice = tell::joined(used.invited_by, brand.id, brand.company(), &name);
                state.notifications.tell(notice, Some(&mut *transaction)).await?;
                member
            }
        };
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand.id, Some(brand.company()));
        let line = AuditEntry::new(by, "brands.accept_invitation", what)
            .details(json!({ "invitation_id": used.id, "role": member.role }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(BrandMembership {
            brand_id: brand.id,
            company: brand.company().to_owned(),
            logo: brand.logo,
            role: member.role,
            since: member.since.to_jiff(),
        })
    })
    .await
}

/// The invitation of a link, and its brand.
async fn find(state: &AppState, body: &AnswerBrandInvitation) -> ApiResult<(InvitationDoc, BrandDoc)> {
    if !well_formed(&body.token) {
        return Err(expired());
    }
    let found = invitations::find(&state.database, &digest(&body.token), state.clock.now()).await?;
    let invitation = found.ok_or_else(expired)?;
    let brand = workspace::find(state, invitation.brand_id).await.map_err(|_| expired())?;
    Ok((invitation, brand))
}

fn expired() -> ApiError {
    ApiError::new(ErrorCode::LinkExpired).detail(said!(
        "the invitation was used, taken back or has expired; ask whoever invited you for another",
        "la invitación ya se usó, la retiraron o venció; pedile otra a quien te invitó"
    ))
}

fn too_many() -> ApiError {
    ApiError::new(ErrorCode::TooManyRequests)
        .detail(said!(
            "in a day a brand invites at most {MOST_A_DAY} times and {MOST_TO_ONE} times to one address, and a person \
             {MOST_BY_ONE} times",
            "en un día una marca invita como mucho {MOST_A_DAY} veces, y {MOST_TO_ONE} veces a un mismo correo; una \
             persona, {MOST_BY_ONE} veces"
        ))
        .retry_after(Duration::from_secs(60 * 60))
}

fn full() -> ApiError {
    ApiError::new(ErrorCode::LimitReached).detail(said!(
        "a brand has at most {} members; remove one first",
        "en una marca trabajan como mucho {} personas; quitá a una primero";
        members::MOST
    ))
}

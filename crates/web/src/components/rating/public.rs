//! How somebody was rated, for everybody.

use leptos::prelude::*;
use shared::abuse::AbuseTargetKind;
use shared::campaigns::{PublicRating, RatingQuery};
use shared::id::{BrandId, CreatorId};
use shared::stars::Stars;

use super::{RatingView, StarsView};
use crate::api;
use crate::components::arrival::{aside, chunk};
use crate::components::report::ReportButton;
use crate::i18n::{say, tr};
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{PagedList, Pages};
use crate::ui::text::Text;

/// Who was rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A creator, by brands.
    Creator(CreatorId),
    /// A brand, by creators, who are not named.
    Brand(BrandId),
}

/// The average, and each rating, the newest first, for who has any. A chunk of its own.
pub fn public_ratings(about: About, stars: Stars) -> AnyView {
    aside((about, stars), |_| Box::pin(ratings()))
}

chunk! {
    /// How somebody was rated.
    ratings: (About, Stars) => show
}

fn show((about, stars): (About, Stars)) -> AnyView {
    view! { <PublicRatings about stars/> }.into_any()
}

#[component]
fn PublicRatings(about: About, stars: Stars) -> impl IntoView {
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = RatingQuery { limit: Some(10), cursor };
            async move {
                match about {
                    About::Creator(id) => api::ratings::of_creator(id, &query).await,
                    About::Brand(id) => api::ratings::of_brand(id, &query).await,
                }
            }
        },
    );
    let line =
        Callback::new(|rating: PublicRating| view! { <li class="rating-item"><One rating/></li> }.into_any());
    view! {
        <section class="stack" aria-labelledby="ratings-title">
            <h2 id="ratings-title">{tr!(ratings.title)}</h2>
            <StarsView stars/>
            <PagedList
                label=tr!(ratings.title)
                pages
                line
                empty=|| view! { <Empty title=tr!(ratings.none) icon=Icon::Star/> }
            />
        </section>
    }
}

#[component]
fn One(rating: PublicRating) -> impl IntoView {
    let (id, title, brand) = (rating.id, rating.campaign_title.clone(), rating.brand.clone());
    let by = Text::live(move || match &brand {
        Some(brand) => say!(ratings.by_brand, brand = brand.company.clone(), campaign = title.clone()),
        None => say!(ratings.by_somebody, campaign = title.clone()),
    });
    view! {
        <RatingView rating by>
            <div class="row tight"><ReportButton kind=AbuseTargetKind::Rating id=id.to_string()/></div>
        </RatingView>
    }
}

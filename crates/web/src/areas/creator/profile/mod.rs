//! What one says of oneself, whether one takes work, and one's public address.

mod about;
mod availability;
mod languages;
mod public_address;

use leptos::prelude::*;

use about::AboutCard;
use availability::AvailabilityCard;
use public_address::AddressCard;

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    view! {
        <div class="creator-grid">
            <AboutCard/>
            <div class="stack">
                <AvailabilityCard/>
                <AddressCard/>
            </div>
        </div>
    }
}

//! What a creator shows of their work: pictures and links side by side.

use leptos::prelude::*;
use shared::creators::PortfolioItem;

use crate::api::creators::picture_address;
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};

/// The items of a portfolio.
#[component]
pub fn WorkList(
    /// The items, in their order.
    items: Vec<PortfolioItem>,
) -> impl IntoView {
    view! { <ul class="works" role="list">{items.into_iter().map(|item| view! { <li class="work">{work_view(item)}</li> }).collect_view()}</ul> }
}

/// One item: a picture with its title, or a link with its own.
pub fn work_view(item: PortfolioItem) -> AnyView {
    let title = item.title.clone();
    let caption =
        title.clone().map(|title| view! { <figcaption class="work-title breakable">{title}</figcaption> });
    match (item.url, item.picture) {
        (Some(url), _) => {
            let host = host_of(&url);
            view! {
                <a class="work-link" href=url target="_blank" rel="noopener noreferrer nofollow">
                    <span class="work-icon"><IconView icon=Icon::ExternalLink class="large"/></span>
                    <span class="work-title breakable">{title.unwrap_or_else(|| host.clone())}</span>
                    <span class="tiny quiet breakable">{host}</span>
                    <span class="hidden-visually">{tr!(creators.opens_elsewhere)}</span>
                </a>
            }
            .into_any()
        }
        (None, Some(picture)) if item.ready => {
            let alt = move || title.clone().unwrap_or_else(|| tr!(creators.picture)().to_owned());
            view! {
                <figure class="work-picture">
                    <img src=picture_address(picture, 512) width="512" height="512" alt=alt loading="lazy" decoding="async"/>
                    {caption}
                </figure>
            }
            .into_any()
        }
        (None, _) => view! {
            <figure class="work-picture">
                <span class="work-waits"><IconView icon=Icon::Image class="large"/>{tr!(creators.picture_preparing)}</span>
                {caption}
            </figure>
        }
        .into_any(),
    }
}

/// Whose address it is, without what every address has.
pub fn host_of(url: &str) -> String {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

//! Finding anything from any page.

mod finding;
mod permissions;
mod plans;
mod speed;

use shared::search::{SearchHit, SearchResults};

use crate::support::Client;

/// What somebody finds.
pub async fn found(who: &Client, words: &str) -> Vec<SearchHit> {
    let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    let answer = who.get(&format!("/api/search?q={words}")).await;
    assert_eq!(answer.status, 200, "{words}: {answer:?}");
    answer.to::<SearchResults>().hits
}

/// What a hit is called, after its kind.
pub fn called(hit: &SearchHit) -> String {
    match hit {
        SearchHit::User { email, .. } => format!("user {email}"),
        SearchHit::Creator { name, .. } => format!("creator {name}"),
        SearchHit::Brand { company, .. } => format!("brand {company}"),
        SearchHit::Campaign { title, .. } => format!("campaign {title}"),
        SearchHit::Application { campaign_title, creator, .. } => {
            format!("application {} to {campaign_title}", creator.as_deref().unwrap_or("of nobody"))
        }
    }
}

/// What somebody finds, by kinds and names.
pub async fn names(who: &Client, words: &str) -> Vec<String> {
    found(who, words).await.iter().map(called).collect()
}

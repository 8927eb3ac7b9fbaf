//! Nobody finds what they could not open.

use serde_json::json;
use shared::identity::Permission;
use shared::search::{SearchHit, SearchView};

use super::{found, names};
use crate::campaigns::market::{Market, applied};
use crate::creators::support::{changed, creator};

#[tokio::test]
async fn each_kind_needs_its_permission() {
    let market = Market::new().await;
    let ana = market.creator("aguara").await;
    let campaign = market.published(json!({ "title": "Aguará en la laguna" })).await;
    applied(&ana, &campaign).await;
    let users = ["user aguara@creators.example"];
    let public = ["campaign Aguará en la laguna"];
    let rest =
        ["creator aguara", "campaign Aguará en la laguna", "application aguara to Aguará en la laguna"];
    for (permissions, expected) in [
        (vec![Permission::ManageUsers], [&users[..], &public[..]].concat()),
        (vec![Permission::ManageMarketplace], rest.to_vec()),
        (vec![Permission::ManageUsers, Permission::ManageMarketplace], [&users[..], &rest[..]].concat()),
        (vec![Permission::InspectData, Permission::ReadAudit], public.to_vec()),
    ] {
        let staff = market.app.staff(&permissions).await;
        assert_eq!(names(&staff, "aguara").await, expected, "{permissions:?}");
    }
    assert_eq!(market.app.anonymous().get("/api/search?q=aguara").await.status, 401);
}

#[tokio::test]
async fn others_find_what_is_theirs_their_brands_and_everybodys() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let stranger = market.app.user("stranger@example.org").await;
    let other = market.app.user("other@brand.example").await;
    let answer = other.post("/api/brands", json!({ "company": "Chipa Barrero" })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let draft = market.draft(json!({ "title": "Guampa de palosanto" })).await;
    // The control: its own brand finds the draft, and so does the staff.
    assert_eq!(names(&market.owner, "guampa").await, ["campaign Guampa de palosanto"]);
    assert_eq!(names(&market.app.admin().await, "guampa").await, ["campaign Guampa de palosanto"]);
    for outsider in [&ana, &stranger, &other] {
        for words in ["guampa", "guanpa", draft.page.summary.id.to_string().as_str()] {
            assert_eq!(names(outsider, words).await, [""; 0], "{words}");
        }
    }
    let published = market.moved(&draft, "publish").await;
    let hits = found(&ana, "guanpa").await;
    assert!(matches!(hits[..], [SearchHit::Campaign { view: SearchView::Public, .. }]), "{hits:?}");
    let hits = found(&market.owner, "guanpa").await;
    assert!(matches!(hits[..], [SearchHit::Campaign { view: SearchView::Own, .. }]), "{hits:?}");

    applied(&ana, &published).await;
    let hits = names(&ana, "palosnto").await;
    assert_eq!(hits, ["application ana to Guampa de palosanto", "campaign Guampa de palosanto"]);
    assert_eq!(names(&stranger, "palosanto").await, ["campaign Guampa de palosanto"]);
    assert_eq!(names(&market.owner, "yerva").await, ["brand Yerba Ñandutí"]);
    for outsider in [&ana, &stranger, &other] {
        assert_eq!(names(outsider, "yerba").await, [""; 0]);
    }
    assert_eq!(names(&other, "chippa").await, ["brand Chipa Barrero"]);
}

#[tokio::test]
async fn creators_are_found_by_others_only_as_everybody_finds_them() {
    let market = Market::new().await;
    let stranger = market.app.user("stranger@example.org").await;
    let ana = creator(&market.app, "ana@example.org", "Ysapy Rolón").await;
    assert_eq!(names(&stranger, "ysapi").await, [""; 0], "there is no media kit yet");
    changed(&ana, json!({ "handle": "ysapy" })).await;
    assert_eq!(names(&stranger, "ysapi").await, ["creator Ysapy Rolón"]);
    changed(&ana, json!({ "discoverable": false })).await;
    assert_eq!(names(&stranger, "ysapy").await, [""; 0]);
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    assert_eq!(names(&staff, "ysapi").await, ["creator Ysapy Rolón"]);
    assert_eq!(names(&stranger, "ana example").await, [""; 0], "an address finds nobody");
}

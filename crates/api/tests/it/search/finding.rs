//! What is found: begun, without accents, with a letter wrong, by its id.

use serde_json::json;
use shared::identity::Permission;

use super::names;
use crate::campaigns::market::{Market, applied};
use crate::creators::support::{beginner, changed};

#[tokio::test]
async fn whatever_is_called_like_that_is_found_in_all_its_kinds() {
    let market = Market::new().await;
    let staff = market.app.admin().await;
    let creator = market.creator("graciela").await;
    let campaign = market.published(json!({ "title": "Reseña de café con Graciela" })).await;
    applied(&creator, &campaign).await;
    let found = names(&staff, "graciela").await;
    assert_eq!(
        found,
        [
            "user graciela@creators.example",
            "creator graciela",
            "campaign Reseña de café con Graciela",
            "application graciela to Reseña de café con Graciela",
        ]
    );
    assert_eq!(names(&staff, "ñandutí").await, ["brand Yerba Ñandutí"]);
}

#[tokio::test]
async fn accents_case_and_one_letter_do_not_matter_and_two_do() {
    let market = Market::new().await;
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    beginner(&market.app, "a@example.org", "Lucía Fernández").await;
    market.draft(json!({ "title": "Desafío de empanadas" })).await;
    for right in
        ["Lucía Fernández", "lucia fernandez", "FERNÁNDEZ", "luc fern", "fernandez lucia", "lucía,fern"]
    {
        assert_eq!(names(&staff, right).await, ["creator Lucía Fernández"], "{right}");
    }
    for wrong in ["lucoa", "luica", "lucaa fernandz", "fernnandez", "frenandez", "fermandez luci", "ernandez"]
    {
        assert_eq!(names(&staff, wrong).await, ["creator Lucía Fernández"], "{wrong}");
    }
    for wrong in ["desafio enpanadas", "empanads", "mepanadas", "empanadsa desaf"] {
        assert_eq!(names(&staff, wrong).await, ["campaign Desafío de empanadas"], "{wrong}");
    }
    for wrong in ["nandui", "yerva ñanduti", "yreba"] {
        assert_eq!(names(&staff, wrong).await, ["brand Yerba Ñandutí"], "{wrong}");
    }
    for other in ["lxyia", "fxrnxndez", "lucia gomez", "emp4n4d4s", "zzzz", "¡!", "lu4"] {
        assert_eq!(names(&staff, other).await, [""; 0], "{other}");
    }
}

#[tokio::test]
async fn who_is_called_exactly_so_comes_first_and_the_limit_is_kept() {
    let market = Market::new().await;
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    for (at, name) in ["Marta Paz", "Mariana Paz", "María Paz", "Marina Paz"].into_iter().enumerate() {
        beginner(&market.app, &format!("m{at}@example.org"), name).await;
    }
    let found = names(&staff, "maria").await;
    assert_eq!(
        found,
        ["creator María Paz", "creator Mariana Paz", "creator Marta Paz", "creator Marina Paz"]
    );
    assert_eq!(staff.get("/api/search?q=maria&limit=1").await.json()["hits"].as_array().unwrap().len(), 1);
    for wrong in ["q=x&limit=0", "q=x&limit=11", "q=", "limit=3", "q=x&other=1"] {
        let answer = staff.get(&format!("/api/search?{wrong}")).await;
        assert!([400, 422].contains(&answer.status), "{wrong}: {answer:?}");
    }
}

#[tokio::test]
async fn an_id_finds_what_it_is_of_and_a_new_name_takes_the_place_of_the_old() {
    let market = Market::new().await;
    let staff = market.app.admin().await;
    let campaign = market.draft(json!({ "title": "Sombreros de verano" })).await;
    let id = campaign.page.summary.id.to_string();
    assert_eq!(names(&staff, &id).await, ["campaign Sombreros de verano"]);
    assert_eq!(names(&staff, &format!(" {} ", id.to_uppercase())).await, ["campaign Sombreros de verano"]);
    assert_eq!(names(&staff, &market.brand).await, ["brand Yerba Ñandutí"]);

    let client = beginner(&market.app, "b@example.org", "Ramona Ojeda").await;
    assert_eq!(names(&staff, "ramonna").await, ["creator Ramona Ojeda"]);
    changed(&client, json!({ "name": "Petrona Ojeda" })).await;
    assert_eq!(names(&staff, "ramona").await, [""; 0]);
    assert_eq!(names(&staff, "petorna").await, ["creator Petrona Ojeda"]);
    assert_eq!(client.patch("/api/identity/me", json!({ "first_name": "Casilda" })).await.status, 200);
    assert_eq!(names(&staff, "casylda").await, ["user b@example.org"]);
    let path = format!("/api/brands/{}", market.brand);
    assert_eq!(market.owner.patch(&path, json!({ "company": "Tereré Pukú" })).await.status, 200);
    assert_eq!(names(&staff, "nanduti").await, [""; 0]);
    assert_eq!(names(&staff, "trere").await, ["brand Tereré Pukú"]);
}

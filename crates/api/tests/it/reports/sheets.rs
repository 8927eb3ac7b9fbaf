//! What is in a sheet, and who gets it.

use serde_json::json;
use shared::error::ErrorCode;
use shared::identity::Permission;

use super::{REPORTS, Read, ask, sheet};
use crate::campaigns::market::{Market, NOWHERE, applied, at, fee};
use crate::metrics::{Post, confirmed, nothing};
use crate::support::Client;

#[tokio::test]
async fn campaigns_are_as_they_are_filtered_and_every_value_has_its_kind() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let dollars = json!({
        "title": "=HYPERLINK(\"https://a.py\")", "slots": 7, "deadline": "2040-03-31", "time_zone": "Europe/Madrid",
        "compensation": {
            "kind": "both", "product": "@café", "value": { "amount": 12_345, "currency": "USD" },
            "fee": { "amount": 250_050, "currency": "USD" },
        },
        "requirements": { "networks": [{ "platform": "instagram", "followers": 1_000 }], "level": "trainee" },
    });
    let draft = market.draft(json!({ "title": "+595 981 123456" })).await;
    let published = market.published(dollars).await;
    applied(&ana, &published).await;

    let path = format!("of-brand/{}/campaigns", market.brand);
    let all = sheet(&market.owner, &path).await;
    assert_eq!(all.rows.len(), 2);
    assert_eq!(all.text(0, "Campaña"), "=HYPERLINK(\"https://a.py\")");
    assert_eq!(all.text(0, "Marca"), "Yerba Ñandutí");
    assert_eq!(all.text(0, "Estado"), "Publicada");
    assert_eq!((all.number(0, "Pago"), all.number(0, "Valor del producto")), (2_500.5, 123.45));
    assert_eq!((all.text(0, "Moneda"), all.text(0, "Producto")), ("USD".to_owned(), "@café".to_owned()));
    assert_eq!(
        (all.number(0, "Cupos"), all.number(0, "Cupos libres"), all.number(0, "Postuladas")),
        (7.0, 7.0, 1.0)
    );
    assert_eq!(all.text(0, "Redes"), "Instagram (1000+)");
    assert_eq!(all.date(0, "Cierra el"), "2040-03-31 00:00:00");
    // A moment is told where the campaign is.
    let moment = published.page.summary.published_at.unwrap();
    let there = jiff::tz::TimeZone::get("Europe/Madrid").unwrap().to_datetime(moment);
    assert_eq!(all.date(0, "Publicada"), there.strftime("%Y-%m-%d %H:%M:%S").to_string());
    assert_eq!((all.text(1, "Campaña"), all.number(1, "Pago")), ("+595 981 123456".to_owned(), 300_000.0));
    assert_eq!(all.cell(1, "Publicada"), &calamine::Data::Empty);
    assert_eq!(all.text(1, "Id"), draft.page.summary.id.to_string());

    assert_eq!(sheet(&market.owner, &format!("{path}?state=draft")).await.rows.len(), 1);
    assert_eq!(sheet(&market.owner, &format!("{path}?archived=true")).await.rows.len(), 0);
    ask(&market.owner, &format!("{path}?state=over"), "es").await.assert_problem(ErrorCode::MalformedQuery);

    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let managed = sheet(&staff, "managed/campaigns").await;
    assert_eq!((managed.rows.clone(), managed.titles.clone()), (all.rows, all.titles));
    assert_eq!(sheet(&staff, "managed/campaigns?state=published").await.rows.len(), 1);
    let english = Read::of(&ask(&staff, "managed/campaigns", "en").await.body);
    assert_eq!((english.text(0, "State"), english.number(0, "Fee")), ("Published".to_owned(), 2_500.5));
}

#[tokio::test]
async fn applications_are_as_they_are_filtered() {
    let market = Market::new().await;
    let campaign = market.published(json!({ "slots": 5 })).await;
    let ana = market.creator("ana").await;
    let words = json!({ "message": "-1+1|cmd" });
    let answer = ana.post(&at(&campaign, "applications"), words).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let eva = market.creator("eva").await;
    market.offered(&eva, &campaign).await;

    let id = campaign.page.summary.id;
    let path = format!("of-campaign/{id}/applications");
    let all = sheet(&market.owner, &path).await;
    assert_eq!(all.rows.len(), 2);
    assert_eq!((all.text(0, "Creador"), all.text(0, "Mensaje")), ("ana".to_owned(), "-1+1|cmd".to_owned()));
    assert_eq!(
        (all.text(0, "Ciudad"), all.text(0, "Redes")),
        ("Asunción".to_owned(), "Instagram @av.ana".to_owned())
    );
    assert_eq!(all.number(0, "Seguidores en la mayor"), 5_000.0);
    assert_eq!(
        (all.text(1, "Estado"), all.text(1, "Última propuesta de")),
        ("Preseleccionada".to_owned(), "Marca".to_owned())
    );
    assert_eq!(all.number(1, "Pago"), 300_000.0);
    assert!(all.date(1, "Postulada").starts_with("20"));
    assert_eq!(sheet(&market.owner, &format!("{path}?state=shortlisted")).await.rows.len(), 1);

    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let managed = format!("managed/campaigns/{id}/applications");
    assert_eq!(sheet(&staff, &managed).await.rows, all.rows);
    ask(&staff, &format!("managed/campaigns/{NOWHERE}/applications"), "es")
        .await
        .assert_problem(ErrorCode::NotFound);

    let own = sheet(&ana, "mine/applications").await;
    assert_eq!((own.rows.len(), own.text(0, "Marca")), (1, "Yerba Ñandutí".to_owned()));
    assert_eq!(sheet(&ana, "mine/applications?state=confirmed").await.rows.len(), 0);
}

#[tokio::test]
async fn figures_and_ratings_are_numbers() {
    let post = Post::new().await;
    let metrics = post.reported(nothing(1)).await;
    let counts = [("views", 12_400), ("reach", 9_000), ("likes", 310), ("comments", 0)];
    let _worker = post.app().work();
    crate::metrics::settled(post.ana(), &metrics).await;
    confirmed(post.ana(), &metrics, &counts).await;

    let brand = format!("of-brand/{}/metrics", post.work.market.brand);
    let all = sheet(post.owner(), &brand).await;
    assert_eq!(all.rows.len(), 1);
    assert_eq!(
        (all.number(0, "Vistas"), all.number(0, "Alcance"), all.number(0, "Interacciones")),
        (12_400.0, 9_000.0, 310.0)
    );
    assert_eq!((all.number(0, "Interacción"), all.number(0, "Costo PYG")), (0.025, 300_000.0));
    assert_eq!(all.cell(0, "Costo USD"), &calamine::Data::Empty);
    assert_eq!((all.text(0, "Red"), all.text(0, "Creador")), ("Instagram".to_owned(), "ana".to_owned()));
    assert!(all.date(0, "Publicada el").ends_with(" 00:00:00"));
    let before = format!("{brand}?from=2020-01-01&to=2020-02-01");
    assert_eq!(sheet(post.owner(), &before).await.rows.len(), 0);
    let wrong = ask(post.owner(), &format!("{brand}?from=2020-01-01&to=2019-01-01"), "es").await;
    wrong.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(sheet(post.ana(), "mine/metrics").await.rows, all.rows);

    let staff = post.app().staff(&[Permission::ManageMarketplace]).await;
    let managed = sheet(&staff, "managed/metrics?state=confirmed").await;
    assert_eq!((managed.number(0, "Me gusta"), managed.number(0, "Comentarios")), (310.0, 0.0));
    assert_eq!(managed.text(0, "Captura repetida"), "No");
    assert_eq!(sheet(&staff, "managed/metrics?reused=true").await.rows.len(), 0);

    // Nobody has rated yet: a sheet has its titles all the same.
    for (who, path) in [
        (post.owner(), format!("of-brand/{}/ratings", post.work.market.brand)),
        (post.ana(), "mine/ratings".to_owned()),
        (post.owner(), "mine/ratings".to_owned()),
        (&staff, "managed/ratings?hidden=false".to_owned()),
    ] {
        let ratings = sheet(who, &path).await;
        assert!(ratings.rows.is_empty() && ratings.titles.contains(&"Puntualidad".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_sheet_is_for_whom_the_list_is_for() {
    let market = Market::new().await;
    let campaign = market.published(json!({ "compensation": fee(100_000) })).await;
    let viewer = market.colleague("viewer").await;
    let (ana, brand) = (market.creator("ana").await, &market.brand);
    let other = market.app.user("other@brand.example").await;
    let id = campaign.page.summary.id;
    let theirs = [
        format!("of-brand/{brand}/campaigns"),
        format!("of-brand/{brand}/metrics"),
        format!("of-brand/{brand}/ratings"),
        format!("of-campaign/{id}/applications"),
    ];
    let managed = ["campaigns", "metrics", "ratings"].map(|list| format!("managed/{list}"));
    let status = async |who: &Client, path: &str| who.get(&format!("{REPORTS}/{path}")).await.status;
    for path in &theirs {
        assert_eq!(status(&viewer, path).await, 200, "{path}");
        for outsider in [&ana, &other] {
            assert_eq!(status(outsider, path).await, 404, "{path}");
        }
        assert_eq!(status(&market.app.anonymous(), path).await, 401, "{path}");
    }
    let staff = market.app.staff(&[Permission::ManageUsers]).await;
    for path in &managed {
        for outsider in [&market.owner, &ana, &staff] {
            assert_eq!(status(outsider, path).await, 403, "{path}");
        }
    }
    assert_eq!(status(&ana, &format!("of-brand/{NOWHERE}/campaigns")).await, 404);
}

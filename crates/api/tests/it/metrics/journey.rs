//! A real screenshot, read by the real Tesseract, corrected and confirmed by its creator, seen and questioned by its brand.

use serde_json::json;
use shared::campaigns::{ManagedMetrics, MetricsDashboard, MetricsState, PostMetrics, QuestionSide};
use shared::creators::Platform;
use shared::error::ErrorCode;
use shared::figures::{FigureKind, FigureValue};
use shared::media::FileLink;
use shared::money::{Currency, Money};
use shared::page::Page;

use super::{METRICS, Post, at, confirm, confirmed, figures, list, look, nothing, report, settled};
use crate::campaigns::work::{Work, told};
use crate::reading::screens::{is_at, kept};
use crate::support::Client;

/// The figures of a post as somebody sees them.
async fn listed(who: &Client, post: &Post) -> Vec<PostMetrics> {
    let answer = who.get(&list(&post.piece)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screenshot_is_read_confirmed_seen_and_questioned() {
    let (folder, drawn) = kept();
    let page = &drawn[0];
    assert_eq!(page.network, "instagram");
    let picture = std::fs::read(folder.join(&page.file)).unwrap();

    let post = Post::new().await;
    let (ana, owner) = (post.ana(), post.owner());
    let made = post.reported(picture.clone()).await;
    assert_eq!((made.state, made.number, made.platform), (MetricsState::Reading, 1, Platform::Instagram));
    assert!(made.reuse.is_none() && made.read.is_empty() && made.figures.is_empty() && made.has_picture);
    assert_eq!(report(ana, &post.piece, nothing(1)).await.code(), "move_not_allowed", "one at a time");
    let _worker = post.app().work();
    let read = settled(ana, &made).await;
    assert_eq!((read.state, read.reader.as_deref()), (MetricsState::Read, Some("tesseract")));
    assert!(read.page_of.is_none_or(|platform| platform == Platform::Instagram));
    let right = page.figures.iter().filter(|figure| {
        read.read.iter().any(|found| {
            found.kind == figure.kind
                && found.value == figure.value
                && found.confidence > 0
                && is_at(found.place.unwrap(), figure.place)
        })
    });
    let right = right.count();
    assert!(right * 100 >= page.figures.len() * 90, "{right} of {}: {:?}", page.figures.len(), read.read);
    assert_eq!(told(ana, "metrics_read").await, 1);

    // Nobody of the brand sees what its creator has not confirmed.
    assert!(listed(owner, &post).await.is_empty());
    for rest in ["", "/link"] {
        let answer = if rest.is_empty() {
            owner.get(&at(&made, rest)).await
        } else {
            owner.post_empty(&at(&made, rest)).await
        };
        answer.assert_problem(ErrorCode::NotFound);
    }
    assert_eq!(told(owner, "metrics_confirmed").await, 0);

    let mut vouched: Vec<_> =
        page.figures.iter().map(|figure| json!({ "kind": figure.kind, "value": figure.value })).collect();
    vouched.reverse();
    let body = json!({ "figures": vouched, "note": "  A los siete días.  " });
    let answer = ana.post(&at(&made, "/confirm"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let done: PostMetrics = answer.to();
    assert_eq!((done.state, done.note.as_deref()), (MetricsState::Confirmed, Some("A los siete días.")));
    assert!(done.figures.is_sorted_by_key(|figure| figure.kind) && done.figures.len() == page.figures.len());
    assert_eq!(confirm(ana, &made, &[("views", 1)]).await.code(), "move_not_allowed", "once");
    assert_eq!(told(owner, "metrics_confirmed").await, 1);

    // The brand sees the figures, what was read, and the picture as it came.
    let seen = listed(&post.work.market.colleague("viewer").await, &post).await;
    assert_eq!(seen, std::slice::from_ref(&look(owner, &made).await));
    assert_eq!((&seen[0].figures, &seen[0].read), (&done.figures, &read.read));
    let link: FileLink = owner.post_empty(&at(&made, "/link")).await.to();
    let shown = post.app().anonymous().get(&link.url).await;
    assert!(shown.body == picture, "byte for byte");
    let views = page.figures.iter().find(|figure| figure.kind == FigureKind::Views).unwrap();
    let FigureValue::Count(views) = views.value else { panic!("views are a count") };
    let brand = &post.work.market.brand;
    for (who, address) in [(owner, format!("{METRICS}/of-brand/{brand}")), (ana, format!("{METRICS}/mine"))] {
        let dashboard: MetricsDashboard = who.get(&address).await.to();
        assert_eq!((dashboard.total.posts, dashboard.total.views), (1, views.value));
        assert_eq!(dashboard.total.spent[0].spent, Money::new(300_000, Currency::Pyg));
        assert_eq!(dashboard.days[0].day, "2040-03-07");
        assert_eq!(dashboard.campaigns[0].title, "Reseña de café");
    }

    // It doubts them, and the creator confirms others.
    let answer = owner.post(&at(&made, "/question"), json!({ "reason": "Se ve borrosa." })).await;
    let doubted: PostMetrics = answer.to();
    let question = doubted.question.unwrap();
    assert_eq!((doubted.state, question.by), (MetricsState::Questioned, QuestionSide::Brand));
    assert_eq!(question.reason, "Se ve borrosa.");
    assert_eq!(told(ana, "metrics_questioned").await, 1);
    let dashboard: MetricsDashboard = ana.get(&format!("{METRICS}/mine")).await.to();
    assert_eq!(dashboard.total.views, views.value, "they count until then");
    confirmed(ana, &made, &[("views", 777)]).await;
    assert_eq!(told(owner, "metrics_confirmed").await, 2);
    let dashboard: MetricsDashboard = ana.get(&format!("{METRICS}/mine")).await.to();
    assert_eq!((dashboard.total.posts, dashboard.total.views), (1, 777));
    let trail = post.app().trail(&made.id.to_string()).await;
    let done = ["report", "read", "confirm", "question", "confirm"];
    assert_eq!(trail, done.map(|step| format!("campaigns.{step}_metrics")));
}

#[tokio::test]
async fn the_newest_confirmed_figures_of_a_post_count() {
    let post = Post::new().await;
    let early = post.reported(nothing(1)).await;
    confirmed(post.ana(), &early, &[("views", 100), ("likes", 7)]).await;
    let late = post.reported(nothing(2)).await;
    confirmed(post.ana(), &late, &[("views", 900)]).await;
    // An answer to a doubt about the earlier ones does not bring them back.
    let doubt = json!({ "reason": "¿Seguro?" });
    assert_eq!(post.owner().post(&at(&early, "/question"), doubt).await.status, 200);
    confirmed(post.ana(), &early, &[("views", 120)]).await;
    let dashboard: MetricsDashboard = post.ana().get(&format!("{METRICS}/mine")).await.to();
    assert_eq!((dashboard.total.posts, dashboard.total.views), (1, 900));
    assert_eq!(dashboard.total.interactions, 0);
    let all = listed(post.owner(), &post).await;
    assert_eq!(all.iter().map(|metrics| metrics.id).collect::<Vec<_>>(), [late.id, early.id], "newest first");
}

#[tokio::test]
async fn only_what_is_published_has_figures_and_only_pictures_are_taken() {
    let work = Work::signed(json!({})).await;
    let piece = work.first().await;
    report(&work.ana, &piece, nothing(1)).await.assert_problem(ErrorCode::MoveNotAllowed);
    let post = Post::of(work).await;
    let (ana, piece) = (post.ana(), &post.piece);
    for (bytes, code) in [
        (b"%PDF-1.7 and so on".to_vec(), ErrorCode::UnsupportedMediaType),
        (b"GIF89a\x20\x03\x20\x03\x80\0\0".to_vec(), ErrorCode::UnsupportedMediaType),
        (crate::media::gradient(100, 800), ErrorCode::PictureRefused),
        (vec![7; 13 * 1024 * 1024], ErrorCode::PayloadTooLarge),
    ] {
        report(ana, piece, bytes).await.assert_problem(code);
    }
    for who in [post.owner(), &post.work.market.colleague("member").await] {
        report(who, piece, nothing(1)).await.assert_problem(ErrorCode::Forbidden);
    }
    let eva = post.work.market.creator("eva").await;
    report(&eva, piece, nothing(1)).await.assert_problem(ErrorCode::NotFound);
    eva.get(&list(piece)).await.assert_problem(ErrorCode::NotFound);
    report(&post.app().anonymous(), piece, nothing(1)).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn what_is_confirmed_is_checked() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    let percent = json!({ "kind": "views", "value": { "unit": "percent", "hundredths": 7 } });
    for wrong in [
        json!({ "figures": [] }),
        figures(&[("likes", 7)]),
        figures(&[("views", 7), ("views", 8)]),
        figures(&[("views", 9_007_199_254_740_992)]),
        json!({ "figures": [percent] }),
    ] {
        let answer = post.ana().post(&at(&made, "/confirm"), wrong).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
    }
    let unknown = json!({ "figures": [{ "kind": "money", "value": { "unit": "count", "value": 1, "rounded_to": 1 } }] });
    post.ana().post(&at(&made, "/confirm"), unknown).await.assert_problem(ErrorCode::MalformedBody);
    // The control, before anybody has read it: nobody waits for a reader.
    confirmed(post.ana(), &made, &[("views", 0)]).await;
    let vague = json!({ "reason": " " });
    post.owner().post(&at(&made, "/question"), vague).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn the_staff_sees_all_and_doubts() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    let admin = post.app().admin().await;
    let managed = format!("{METRICS}/managed");
    let doubt = format!("{managed}/{}/question", made.id);
    let reason = json!({ "reason": "La captura es de otra publicación." });
    admin.post(&doubt, reason.clone()).await.assert_problem(ErrorCode::MoveNotAllowed);
    confirmed(post.ana(), &made, &[("views", 7)]).await;
    for who in [post.ana(), post.owner()] {
        who.get(&managed).await.assert_problem(ErrorCode::Forbidden);
        who.post(&doubt, reason.clone()).await.assert_problem(ErrorCode::Forbidden);
    }
    let answer = admin.post(&doubt, reason).await;
    let doubted: ManagedMetrics = answer.to();
    assert_eq!(doubted.metrics.question.unwrap().by, QuestionSide::Staff);
    for (who, kind) in [(post.ana(), "metrics_questioned"), (post.owner(), "metrics_questioned")] {
        assert_eq!(told(who, kind).await, 1);
    }
    for (query, many) in [
        ("", 1),
        ("?state=questioned", 1),
        ("?state=read", 0),
        ("?reused=true", 0),
        ("?reused=false&state=questioned", 1),
    ] {
        let page: Page<ManagedMetrics> = admin.get(&format!("{managed}{query}")).await.to();
        assert_eq!(page.items.len(), many, "{query}");
    }
    let link = admin.post_empty(&format!("{managed}/{}/link", made.id)).await;
    assert_eq!(link.status, 200, "{link:?}");
    assert!(post.app().trail(&made.id.to_string()).await.contains(&"campaigns.open_metrics".to_owned()));
}

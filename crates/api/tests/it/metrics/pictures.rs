//! A screenshot that was used before is recognised, also when it was saved anew; whose it was strangers are not told.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use serde_json::json;
use shared::campaigns::{MetricsState, PictureLikeness};

use super::{METRICS, Post, at, confirmed, look, nothing, publish, reported, settled};
use crate::campaigns::work::{Work, sign};
use crate::reading::screens::kept;
use crate::support::within;

/// Another post, on Instagram.
const ANOTHER: &str = "https://www.instagram.com/reel/C8anotherOne/";

#[tokio::test]
async fn the_same_file_is_recognised_and_its_owner_alone_is_told_where() {
    let post = Post::new().await;
    let (market, ana) = (&post.work.market, post.ana());
    let first = post.reported(nothing(1)).await;
    confirmed(ana, &first, &[("views", 7)]).await;
    // By herself, for the same post.
    let again = post.reported(nothing(1)).await;
    let reuse = again.reuse.unwrap();
    assert_eq!((reuse.likeness, reuse.deliverable_id), (PictureLikeness::SameFile, Some(post.piece.id)));
    confirmed(ana, &again, &[("views", 8)]).await;

    // By somebody else, for the same brand: the brand is told, she is not.
    let eva = market.creator("eva").await;
    let application = sign(market, &eva, &post.work.campaign).await;
    let piece = crate::campaigns::market::to(&application, "deliverables");
    let piece = eva.get(&piece).await.to::<Vec<shared::campaigns::OwedDeliverable>>().remove(0);
    publish(&post.work, &eva, &piece, ANOTHER).await;
    let hers = reported(&eva, &piece, nothing(1)).await;
    let reuse = hers.reuse.unwrap();
    assert_eq!((reuse.likeness, reuse.deliverable_id), (PictureLikeness::SameFile, None));
    confirmed(&eva, &hers, &[("views", 9)]).await;
    let to_brand = look(post.owner(), &hers).await.reuse.unwrap();
    assert_eq!(to_brand.deliverable_id, Some(post.piece.id));
    let page = market.app.admin().await.get(&format!("{METRICS}/managed?reused=true")).await.json();
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    assert_eq!(page["items"][0]["reuse"]["deliverable_id"], json!(post.piece.id));

    // The control: another picture is another picture.
    assert!(reported(ana, &post.piece, nothing(3)).await.reuse.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_saved_anew_is_recognised_once_it_is_read() {
    let (folder, drawn) = kept();
    let file = |number: usize| std::fs::read(folder.join(&drawn[number].file)).unwrap();
    let mut anew = Cursor::new(Vec::new());
    let picture = image::load_from_memory(&file(0)).unwrap().into_rgb8();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut anew, 70)).unwrap();
    let post = Post::of(Work::signed(json!({})).await).await;
    let _worker = post.app().work();
    for (bytes, reuse) in [
        (file(0), None),
        (anew.into_inner(), Some(PictureLikeness::LooksTheSame)),
        (file(1), None),
        (file(0), Some(PictureLikeness::SameFile)),
    ] {
        let made = post.reported(bytes).await;
        let read = settled(post.ana(), &made).await;
        assert!(matches!(read.state, MetricsState::Read | MetricsState::Unread), "{read:?}");
        println!("{:?} {:?}", read.state, read.reuse);
        assert_eq!(read.reuse.map(|reuse| reuse.likeness), reuse);
        confirmed(post.ana(), &made, &[("views", 7)]).await;
    }
}

#[tokio::test]
async fn who_does_not_wait_for_the_reader_is_warned_all_the_same() {
    let post = Post::new().await;
    let mut anew = Cursor::new(Vec::new());
    let picture = image::load_from_memory(&nothing(5)).unwrap().into_luma8();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut anew, 90)).unwrap();
    let first = post.reported(nothing(5)).await;
    confirmed(post.ana(), &first, &[("views", 7)]).await;
    let second = post.reported(anew.into_inner()).await;
    confirmed(post.ana(), &second, &[("views", 8)]).await;
    assert!(look(post.ana(), &second).await.reuse.is_none(), "nobody has looked yet");
    let _worker = post.app().work();
    within(std::time::Duration::from_secs(60), async || look(post.owner(), &second).await.reuse.is_some())
        .await;
    let now = look(post.ana(), &second).await;
    assert_eq!(
        (now.state, now.reuse.unwrap().likeness),
        (MetricsState::Confirmed, PictureLikeness::LooksTheSame)
    );
}

#[tokio::test]
async fn what_was_discarded_was_not_used() {
    let post = Post::new().await;
    let made = post.reported(nothing(1)).await;
    assert_eq!(post.ana().post_empty(&at(&made, "/discard")).await.status, 200);
    assert!(!look(post.ana(), &made).await.has_picture);
    assert!(post.reported(nothing(1)).await.reuse.is_none());
    assert_eq!(post.work.market.stored("media_files", bson::doc! {}).await.len(), 1, "the other is removed");
}

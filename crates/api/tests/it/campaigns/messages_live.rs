//! Hearing live that something was written.

use serde_json::json;

use super::market::Market;
use super::words::{messages, read, shortlisted, write, written};
use crate::notifications::stream::{Came, Hearing};

/// The next change that is heard; notices are passed over.
async fn change(hearing: &mut Hearing) -> Came {
    loop {
        let came = hearing.next().await.unwrap();
        if came.name == "changed" {
            return came;
        }
    }
}

#[tokio::test]
async fn whoever_reads_a_thread_hears_of_each_message_and_mark_and_nobody_else() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let viewer = market.colleague("viewer").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let other = shortlisted(&market, &eva, &campaign).await;
    let (mut anas, mut evas, mut viewers) =
        (Hearing::of(&ana, None).await, Hearing::of(&eva, None).await, Hearing::of(&viewer, None).await);
    let expected = json!({ "what": "messages", "id": application.summary.id });

    written(&market.owner, &application, "Hola").await;
    assert_eq!(change(&mut anas).await.data, expected);
    assert_eq!(change(&mut viewers).await.data, expected);
    // What is heard can be read at once.
    assert_eq!(messages(&ana, &application, "?after=0").await.items.len(), 1);
    read(&ana, &application, 1).await;
    assert_eq!(change(&mut viewers).await.data, expected, "and so is a mark");
    // What came to nothing is not heard.
    write(&eva, &application, "no es mío").await;
    written(&market.owner, &other, "Eva").await;
    assert_eq!(change(&mut evas).await.data["id"], json!(other.summary.id), "and nothing before it");
}

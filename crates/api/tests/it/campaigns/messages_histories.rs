//! Whatever is written and read in whatever order, also at the same moment: numbers have no gap, and what is new to somebody
//! is what others wrote after what they read.

use bson::{Document, doc};
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::Application;

use super::market::{Market, to, user_id};
use super::words::{messages, read, shortlisted, thread, write};
use crate::support::Client;
use crate::support::proof::{Dice, cases};

fn number(document: &Document, field: &str) -> i64 {
    let value = document.get(field).unwrap();
    value.as_i64().or(value.as_i32().map(i64::from)).unwrap()
}

/// What must hold at any moment.
async fn whole(market: &Market, applications: &[Application], people: &[(&Client, String, bool)]) {
    for application in applications {
        let id = application.summary.id.to_string();
        let mut written = market.stored("campaign_messages", doc! { "application_id": &id }).await;
        written.sort_by_key(|message| number(message, "number"));
        let numbers: Vec<i64> = written.iter().map(|message| number(message, "number")).collect();
        let expected: Vec<i64> = (1..=i64::try_from(written.len()).unwrap()).collect();
        assert_eq!(numbers, expected, "without a gap");
        let threads = market.stored("campaign_threads", doc! { "_id": &id }).await;
        let last = threads.first().map_or(0, |thread| number(thread, "last_number"));
        assert_eq!(last, i64::try_from(written.len()).unwrap());
        for read in market.stored("campaign_reads", doc! { "application_id": &id }).await {
            let (user, mark) = (read.get_str("user_id").unwrap(), number(&read, "read"));
            let fresh = written.iter().filter(|message| {
                number(message, "number") > mark && message.get_str("author").unwrap() != user
            });
            assert_eq!(number(&read, "unread"), i64::try_from(fresh.count()).unwrap(), "{read:?}");
        }
    }
    for (who, id, in_brand) in people {
        let query = if *in_brand { format!("?brand={}", market.brand) } else { String::new() };
        let unread = who.get(&format!("/api/campaigns/threads/unread{query}")).await.json();
        let marks = market.stored("campaign_reads", doc! { "user_id": id }).await;
        let sum: i64 = marks.iter().map(|mark| number(mark, "unread")).sum();
        assert_eq!(unread["messages"].as_i64().unwrap(), sum);
    }
}

#[tokio::test]
async fn whatever_is_written_and_read_in_whatever_order_the_counts_are_right() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let member = market.colleague("member").await;
    let campaign = market.published(json!({})).await;
    let applications =
        [shortlisted(&market, &ana, &campaign).await, shortlisted(&market, &eva, &campaign).await];
    let creators = [&ana, &eva];
    let mut people = Vec::new();
    for (who, in_brand) in [(&ana, false), (&eva, false), (&member, true), (&market.owner, true)] {
        people.push((who, user_id(who).await, in_brand));
    }
    let mut dice = Dice::new();
    let mut done = [0_u32; 3];
    for _ in 0..cases(10) {
        for _ in 0..60 {
            let which = usize::try_from(dice.below(2)).unwrap();
            let side = [creators[which], &member, &market.owner][usize::try_from(dice.below(3)).unwrap()];
            let application = &applications[which];
            match dice.below(5) {
                0..=2 => {
                    let answer = write(side, application, "x").await;
                    assert!(matches!(answer.status, 201 | 429), "{answer:?}");
                    done[0] += u32::from(answer.status == 201);
                }
                3 => {
                    let last = thread(side, application).await.last_number;
                    read(side, application, 1 + dice.below(last + 2)).await;
                    done[1] += 1;
                }
                _ => {
                    messages(side, application, "?limit=3").await;
                    done[2] += 1;
                }
            }
        }
        whole(&market, &applications, &people).await;
        market.app.clock.advance(SignedDuration::from_mins(1));
    }
    assert!(done.iter().all(|count| *count > 5), "the control: {done:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_at_the_same_moment_is_numbered_one_after_the_other() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let (member, admin) = (market.colleague("member").await, market.colleague("admin").await);
    let campaign = market.published(json!({})).await;
    let applications = [shortlisted(&market, &ana, &campaign).await];
    let application = &applications[0];
    let people: Vec<&Client> = vec![&ana, &member, &admin, &market.owner];
    for _ in 0..cases(10).max(2) {
        let writing = (0..40).map(|n| write(people[n % 4], application, "a la vez"));
        let marks: Vec<_> = (1..=8).map(|n| json!({ "number": n * 5 })).collect();
        let address = to(application, "messages/read");
        let reading = marks.iter().zip(people.iter().cycle()).map(|(mark, who)| who.put(&address, mark));
        let (answers, read) = futures::join!(join_all(writing), join_all(reading));
        assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
        assert!(read.iter().all(|answer| answer.status == 204), "{read:?}");
        let mut known = Vec::new();
        for (who, in_brand) in people.iter().zip([false, true, true, true]) {
            known.push((*who, user_id(who).await, in_brand));
        }
        whole(&market, &applications, &known).await;
        market.app.clock.advance(SignedDuration::from_mins(1));
    }
}

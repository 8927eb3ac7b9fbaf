//! All of it or nothing.

use api::infra::db::{Aborted, Db, Failure, classify, in_sendable_transaction, in_transaction};
use bson::{Document, doc};
use futures::FutureExt;
use mongodb::options::ReturnDocument;

use crate::support::mongo::fresh_database;

#[derive(Debug, PartialEq)]
struct TooPoor;

async fn accounts(balances: &[(&str, i64)]) -> Db {
    let db = fresh_database().await;
    let documents = balances.iter().map(|(id, balance)| doc! { "_id": *id, "balance": balance });
    db.collection::<Document>("accounts").insert_many(documents).await.unwrap();
    db
}

async fn balance(db: &Db, id: &str) -> i64 {
    let account = db.collection::<Document>("accounts").find_one(doc! { "_id": id }).await.unwrap();
    account.unwrap().get_i64("balance").unwrap()
}

/// Takes from one and gives to the other; refuses when that would overdraw, after it has already taken.
async fn transfer(db: &Db, from: &str, to: &str, amount: i64) -> Result<i64, Aborted<TooPoor>> {
    let accounts = db.collection::<Document>("accounts");
    in_transaction(db, async |session| {
        let change = |by: i64| doc! { "$inc": { "balance": by } };
        let after = accounts
            .find_one_and_update(doc! { "_id": from }, change(-amount))
            .return_document(ReturnDocument::After)
            .session(&mut *session)
            .await?;
        let left = after.map_or(0, |account| account.get_i64("balance").unwrap_or(0));
        if left < 0 {
            return Err(Aborted::Refused(TooPoor));
        }
        accounts.update_one(doc! { "_id": to }, change(amount)).session(&mut *session).await?;
        Ok(left)
    })
    .await
}

#[tokio::test]
async fn it_happens_whole() {
    let db = accounts(&[("a", 10), ("b", 0)]).await;
    assert_eq!(transfer(&db, "a", "b", 4).await.unwrap(), 6);
    assert_eq!((balance(&db, "a").await, balance(&db, "b").await), (6, 4));
}

#[tokio::test]
async fn a_refusal_undoes_what_was_done() {
    let db = accounts(&[("a", 3), ("b", 0)]).await;
    assert!(matches!(transfer(&db, "a", "b", 4).await, Err(Aborted::Refused(TooPoor))));
    assert_eq!((balance(&db, "a").await, balance(&db, "b").await), (3, 0));
}

#[tokio::test]
async fn an_error_of_the_database_undoes_what_was_done_and_keeps_its_meaning() {
    let db = accounts(&[("a", 3)]).await;
    let accounts = db.collection::<Document>("accounts");
    let done: Result<(), Aborted<TooPoor>> = in_transaction(&db, async |session| {
        accounts.insert_one(doc! { "_id": "b" }).session(&mut *session).await?;
        accounts.insert_one(doc! { "_id": "a" }).session(&mut *session).await?;
        Ok(())
    })
    .await;
    let Err(Aborted::Database(error)) = done else { panic!("{done:?}") };
    assert_eq!(classify(&error), Failure::Duplicate { index: "_id_".to_owned() });
    assert_eq!(accounts.count_documents(doc! {}).await.unwrap(), 1);
}

/// Twenty at once over one account: conflicts are certain, and none may be lost or seen by the caller.
#[tokio::test]
async fn those_in_conflict_run_again() {
    let db = accounts(&[("a", 1000), ("b", 0)]).await;
    let all = futures::future::join_all((0..20).map(|_| transfer(&db, "a", "b", 1))).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!((balance(&db, "a").await, balance(&db, "b").await), (980, 20));
}

#[tokio::test]
async fn a_spawned_task_can_have_one_too() {
    let db = accounts(&[("a", 3)]).await;
    let spend = |db: Db, amount: i64| {
        tokio::spawn(async move {
            let accounts = db.collection::<Document>("accounts");
            in_sendable_transaction(&db, accounts, move |session, accounts| {
                async move {
                    let enough = doc! { "_id": "a", "balance": { "$gte": amount } };
                    let change = doc! { "$inc": { "balance": -amount } };
                    let done = accounts.update_one(enough, change).session(&mut *session).await?;
                    if done.modified_count == 0 { Err(Aborted::Refused(TooPoor)) } else { Ok(()) }
                }
                .boxed()
            })
            .await
        })
    };
    assert!(spend(db.clone(), 2).await.unwrap().is_ok());
    assert!(matches!(spend(db.clone(), 2).await.unwrap(), Err(Aborted::Refused(TooPoor))));
    assert_eq!(balance(&db, "a").await, 1);
}

//! What was taken away a moment ago is refused at the next request.

use bson::doc;
use serde_json::json;
use shared::error::ErrorCode;

use super::api_keys::key;
use crate::support::proof::cases;
use crate::support::{Client, PASSWORD, TestApp};

/// The ways to lose access.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Suspended,
    Demoted,
    SignedOut,
    PasswordChanged,
    KeyRevoked,
}

const WAYS: [Way; 5] = [Way::Suspended, Way::Demoted, Way::SignedOut, Way::PasswordChanged, Way::KeyRevoked];

async fn id_of(client: &Client) -> String {
    client.get("/api/identity/me").await.json()["id"].as_str().unwrap().to_owned()
}

/// 500 times, or a tenth of it: 100 times each way.
#[tokio::test]
async fn the_next_request_is_refused() {
    let app = TestApp::new().await;
    let rounds = cases(500);
    let owner = app.admin().await;
    let (mut passed, mut refused) = (0, 0);
    for round in 0..rounds {
        let way = WAYS[usize::try_from(round).unwrap() % WAYS.len()];
        let client = app.admin().await;
        let id = id_of(&client).await;
        let (secret, key_id) = key(&client, json!({ "scopes": ["audit:read"] })).await;
        let program = app.anonymous();
        program.set_token(Some(&secret));
        let asks = async || match way {
            Way::KeyRevoked => program.get("/api/audit/events?limit=1").await,
            _ => client.get("/api/audit/events?limit=1").await,
        };
        passed += u32::from(
            asks().await.status == 200 && program.get("/api/audit/events?limit=1").await.status == 200,
        );

        let user = format!("/api/identity/users/{id}");
        let revision = owner.get(&user).await.json()["revision"].clone();
        let answer = match way {
            Way::Suspended => {
                owner.patch(&user, json!({ "status": "suspended", "revision": revision })).await
            }
            Way::Demoted => owner.patch(&user, json!({ "roles": ["customer"], "revision": revision })).await,
            Way::SignedOut => {
                // The cookie goes with it, the access token is kept as a thief would.
                client.post_empty("/api/identity/sign-out").await
            }
            Way::PasswordChanged => {
                let email = app
                    .db
                    .collection::<bson::Document>("users")
                    .find_one(doc! { "_id": &id })
                    .await
                    .unwrap()
                    .unwrap();
                let elsewhere = app.anonymous();
                let body = json!({ "email": email.get_str("email").unwrap(), "password": PASSWORD });
                assert_eq!(elsewhere.post("/api/identity/sign-in", body).await.status, 200);
                let body = json!({ "current_password": PASSWORD, "new_password": "Lluvia&Tereré-8-ya" });
                elsewhere.post("/api/identity/password/change", body).await
            }
            Way::KeyRevoked => client.delete(&format!("/api/identity/keys/{key_id}")).await,
        };
        assert!(answer.status < 300, "{way:?}: {answer:?}");
        let next = asks().await;
        next.assert_problem(match way {
            Way::Suspended | Way::SignedOut | Way::PasswordChanged | Way::KeyRevoked => {
                ErrorCode::Unauthenticated
            }
            Way::Demoted => ErrorCode::Forbidden,
        });
        refused += 1;
        // Keys act as their owner is now.
        let of_key = program.get("/api/audit/events?limit=1").await;
        match way {
            Way::Suspended => of_key.assert_problem(ErrorCode::AccountSuspended),
            Way::Demoted => of_key.assert_problem(ErrorCode::Forbidden),
            Way::KeyRevoked => of_key.assert_problem(ErrorCode::Unauthenticated),
            // A key is not of a session.
            Way::SignedOut | Way::PasswordChanged => assert_eq!(of_key.status, 200, "{of_key:?}"),
        }
    }
    println!("{passed} of {rounds} requests passed before, {refused} of {rounds} were refused after");
    assert_eq!((passed, refused), (rounds, rounds));
}

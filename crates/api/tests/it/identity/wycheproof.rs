//! Wycheproof's vectors of JSON Web Signatures and Keys against the whole application: as access tokens, and as ID
//! tokens of a Firebase whose keys are the vectors' own. That valid signatures are found valid is shown where they are
//! checked (`providers/firebase`, `tokens`): their payloads are no claims, so that no vector can open anything here.

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::keys::KeyServer;

const FILES: [&str; 3] = [
    include_str!("../../fixtures/wycheproof/json_web_signature_test.json"),
    include_str!("../../fixtures/wycheproof/json_web_key_test.json"),
    include_str!("../../fixtures/wycheproof/json_web_crypto_test.json"),
];

#[tokio::test]
async fn no_vector_is_taken_for_a_token() {
    let keys = KeyServer::start(json!({ "keys": [] }));
    let settings = [("FIREBASE_PROJECT_ID", "avenue-test"), ("FIREBASE_KEYS_URL", keys.url.as_str())];
    let app = TestApp::with(&settings).await;
    let client = app.anonymous();
    let mut tried = 0;
    for file in FILES {
        let file: Value = serde_json::from_str(file).unwrap();
        for group in file["testGroups"].as_array().unwrap() {
            let key = group.get("public").or_else(|| group.get("private")).unwrap();
            let set = if key["keys"].is_array() { key.clone() } else { json!({ "keys": [key] }) };
            keys.publish(set);
            for test in group["tests"].as_array().unwrap() {
                let Some(token) = test["jws"].as_str() else { continue };
                let what = format!("{} {}", group["comment"], test["tcId"]);
                // A header cannot carry every character; what cannot be sent opens nothing.
                if token.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                    client.set_token(Some(token));
                    let answer = client.get("/api/identity/me").await;
                    assert_eq!((answer.status, answer.code().as_str()), (401, "unauthenticated"), "{what}");
                    client.set_token(None);
                }
                // Each from an address of its own, because tries are rationed.
                let body = json!({ "id_token": token });
                let answer = app.anonymous().post("/api/identity/firebase/sign-in", body).await;
                let refused = matches!(
                    answer.code().as_str(),
                    "invalid_id_token" | "provider_unavailable" | "validation_failed"
                );
                assert!(refused, "{what}: {answer:?}");
                // A set that nothing can be done with is remembered for two seconds.
                app.clock.advance(jiff::SignedDuration::from_mins(2));
                tried += 1;
            }
        }
    }
    println!("Wycheproof: {tried} vectors as access tokens and as ID tokens: 0 accepted");
    assert!(tried > 400, "{tried}");
}

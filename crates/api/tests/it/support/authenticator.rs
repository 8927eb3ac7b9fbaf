//! An authenticator app as people carry one, by another's implementation than ours.

use serde_json::json;

use super::{Client, TestApp};

/// The app, with one account in it.
pub struct Authenticator {
    totp: totp_rs::Totp,
    /// The recovery codes that its owner kept.
    pub recovery: Vec<String>,
}

/// Bytes from base32 without padding.
fn from_base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.chars() {
        held = (held << 5) | u32::try_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap()).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).unwrap());
        }
    }
    bytes
}

impl Authenticator {
    /// Sets one up that nobody has confirmed.
    pub async fn begin(owner: &Client) -> Self {
        let answer = owner.post_empty("/api/identity/second-factor").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let setup = answer.json();
        let secret = from_base32(setup["secret"].as_str().unwrap());
        let secret: [u8; 20] = secret.try_into().expect("a secret of 20 bytes");
        let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
        Self { totp, recovery: Vec::new() }
    }

    /// Sets one up for who is signed in, and turns it on.
    pub async fn set_up(app: &TestApp, owner: &Client) -> Self {
        let mut authenticator = Self::begin(owner).await;
        let body = json!({ "code": authenticator.code(app) });
        let answer = owner.post("/api/identity/second-factor/confirm", body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let codes = answer.json();
        let codes = codes["codes"].as_array().unwrap().iter();
        authenticator.recovery = codes.map(|code| code.as_str().unwrap().to_owned()).collect();
        authenticator
    }

    /// The code that it shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_after(app, 0)
    }

    /// The code that it shows some steps later, or earlier.
    pub fn code_after(&self, app: &TestApp, steps: i64) -> String {
        let second = app.clock.now().as_second() + steps * 30;
        self.totp.generate(u64::try_from(second).unwrap()).to_string()
    }
}

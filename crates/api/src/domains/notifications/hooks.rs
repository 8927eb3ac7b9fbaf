//! What Resend tells of mails after it took them: delivered, bounced, complained about.
//!
//! Its calls are signed as Svix signs: HMAC-SHA-256 over id, timestamp and body, by a secret that only the two know.
//! A call that comes twice changes nothing the second time.

use actix_web::http::header::HeaderMap;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::Deserialize;
use shared::error::ErrorCode;
use shared::notifications::EmailStatus;

use super::Notifications;
use super::repo::SuppressionDoc;
use crate::http::{ApiError, ApiResult, Said};
use crate::said;

/// How far a call's time may be from ours, in seconds.
const TOLERANCE: i64 = 5 * 60;

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    data: Told,
}

#[derive(Deserialize)]
struct Told {
    email_id: String,
    #[serde(default)]
    bounce: Bounce,
    #[serde(default)]
    failed: Failed,
}

#[derive(Deserialize, Default)]
struct Bounce {
    /// `Permanent`, `Transient`, `Undetermined`.
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize, Default)]
struct Failed {
    #[serde(default)]
    reason: String,
}

impl Notifications {
    /// Takes a call of Resend.
    ///
    /// # Errors
    /// [`ErrorCode::NotConfigured`] without a secret to check by; [`ErrorCode::Forbidden`] when the signature is not
    /// right or too old; [`ErrorCode::MalformedBody`]; [`ErrorCode::NotFound`] for a mail that is not ours (yet): it is
    /// told again then.
    pub async fn hear_from_resend(&self, headers: &HeaderMap, body: &[u8]) -> ApiResult<()> {
        let event: Event = serde_json::from_slice(body).map_err(|error| {
            ApiError::new(ErrorCode::MalformedBody).detail(Said::quoted(error.to_string()))
        })?;
        let secret = self.hook_secret.as_ref().ok_or_else(|| {
            ApiError::new(ErrorCode::NotConfigured)
                .detail(said!("RESEND_WEBHOOK_SECRET is not set", "RESEND_WEBHOOK_SECRET no está definido"))
        })?;
        check(secret.expose_secret(), headers, body, self.clock.now())
            .map_err(|why| ApiError::new(ErrorCode::Forbidden).detail(why))?;
        let Event { kind, data } = event;
        let (status, words) = match kind.as_str() {
            "email.delivered" => (EmailStatus::Delivered, None),
            "email.bounced" => (EmailStatus::Bounced, Some(data.bounce.message)),
            "email.complained" => {
                (EmailStatus::Complained, Some("the recipient marked it as spam".to_owned()))
            }
            "email.failed" => (EmailStatus::Failed, Some(data.failed.reason)),
            // Sent, delayed, opened, clicked: nothing that the log does not know or should.
            _ => return Ok(()),
        };
        let now = self.clock.now();
        let email = self.emails.of_provider(&data.email_id).await?;
        let email = email.ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound).detail(said!(
                "no mail here has the id {}",
                "acá ningún correo tiene el id {}";
                data.email_id
            ))
        })?;
        self.emails.note_fate(&data.email_id, status, words.as_deref(), now).await?;
        let hard = status == EmailStatus::Bounced && data.bounce.kind != "Transient";
        if hard || status == EmailStatus::Complained {
            self.suppressions.add(&SuppressionDoc::new(&email, status, words.as_deref(), now)).await?;
        }
        Ok(())
    }
}

/// Whether the call is Resend's, and of now.
fn check(secret: &str, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<(), Said> {
    let header = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or_else(|| said!("a svix header is missing", "falta un encabezado svix"))
    };
    let (id, at, signatures) = (header("svix-id")?, header("svix-timestamp")?, header("svix-signature")?);
    let seconds: i64 = at.parse().map_err(|_| {
        said!("svix-timestamp is no number of seconds", "svix-timestamp no es un número de segundos")
    })?;
    if now.as_second().abs_diff(seconds) > TOLERANCE.unsigned_abs() {
        return Err(said!(
            "the call is too old, or from the future",
            "la llamada es demasiado vieja, o del futuro"
        ));
    }
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret));
    let key = key.map_err(|_| said!("the secret is none", "el secreto no es válido"))?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let signed = [format!("{id}.{at}.").as_bytes(), body].concat();
    let good = signatures.split_whitespace().filter_map(|one| one.strip_prefix("v1,")).any(|one| {
        // In constant time.
        STANDARD.decode(one).is_ok_and(|tag| hmac::verify(&key, &signed, &tag).is_ok())
    });
    if good { Ok(()) } else { Err(said!("the signature is not right", "la firma no es correcta")) }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    /// The example of Svix's documentation of how to verify by hand.
    #[test]
    fn the_documented_example_is_good_and_anything_else_is_not() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = br#"{"test": 2432232314}"#;
        let good = [
            ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("svix-timestamp", "1614265330"),
            ("svix-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ];
        let now = |seconds| Timestamp::from_second(seconds).unwrap();
        let headers = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            headers
        };
        assert!(check(secret, &headers(&good), body, now(1_614_265_330)).is_ok());
        assert!(check(secret, &headers(&good), body, now(1_614_265_630)).is_ok());
        assert!(check(secret, &headers(&good), body, now(1_614_265_631)).is_err());
        assert!(check(secret, &headers(&good), b"{}", now(1_614_265_330)).is_err());
        assert!(
            check("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", &headers(&good), body, now(1_614_265_330))
                .is_err()
        );
        assert!(check(secret, &headers(&good[..2]), body, now(1_614_265_330)).is_err());
        let other = [good[0], good[1], ("svix-signature", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")];
        assert!(check(secret, &headers(&other), body, now(1_614_265_330)).is_err());
    }
}

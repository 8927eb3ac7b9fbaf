//! Messages that are made up. None of them is mailed an answer.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::contact::{ContactKind, ContactState};
use shared::id::{ContactMessageId, UserId};
use shared::identity::Locale;
use shared::notifications::Event;

use super::repo::{self, AnswerDoc, MessageDoc};
use super::service::write::KEPT_FOR;
use crate::demo::Scene;
use crate::domains::notifications::Telling;
use crate::http::ApiResult;

/// What people write about, and how.
const SAID: &[(ContactKind, &str, &str)] = &[
    (
        ContactKind::Brand,
        "Un paquete para empezar",
        "Hola:\nTenemos una tienda en Luque y queremos dos campañas por mes. ¿Qué paquete nos conviene?",
    ),
    (
        ContactKind::Creator,
        "Verificar mi cuenta",
        "Cambié el nombre de mi Instagram y mi perfil todavía muestra el anterior. ¿Cómo lo actualizo?",
    ),
    (
        ContactKind::Other,
        "Nota para un medio",
        "Escribo para una revista de economía y me gustaría conversar sobre cómo trabajan las marcas chicas.",
    ),
    (
        ContactKind::Brand,
        "Factura del mes",
        "Necesitamos los datos para la factura de este mes. ¿A quién se los mandamos?",
    ),
    (
        ContactKind::Creator,
        "¿Cómo me postulo?",
        "Completé mi perfil y no me queda claro qué me falta para postularme a una campaña de otra ciudad.",
    ),
    (
        ContactKind::Other,
        "Mis datos",
        "Quiero saber qué guardan de mí. Alguna vez me registré y ya no uso la cuenta.",
    ),
];

/// Has somebody without an account write, and now and then somebody of the staff answer elsewhere.
///
/// # Errors
/// When it is nothing that the database can hold.
pub fn write(
    scene: &mut Scene<'_>,
    number: usize,
    name: &str,
    email: &str,
    staff: UserId,
    at: Timestamp,
) -> ApiResult<()> {
    let Some((kind, subject, words)) = SAID.get(number % SAID.len()) else { return Ok(()) };
    let id = ContactMessageId::new(scene.chance.id(at));
    let answer = scene.chance.percent(40).then(|| AnswerDoc {
        by: staff,
        at: DateTime::from_jiff(at + SignedDuration::from_hours(scene.chance.between(1, 30))),
        words: None,
    });
    let message = MessageDoc {
        id,
        state: if answer.is_some() { ContactState::Answered } else { ContactState::New },
        kind: *kind,
        name: name.to_owned(),
        email: email.to_owned(),
        email_key: email.to_owned(),
        subject: (*subject).to_owned(),
        words: (*words).to_owned(),
        locale: Locale::Es,
        user_id: None,
        at: DateTime::from_jiff(at),
        forget_at: DateTime::from_jiff(at + KEPT_FOR),
        answer,
    };
    let telling =
        Telling::one(staff, format!("contact_received:{id}"), Event::ContactReceived { message: id });
    scene.tell(&telling, at)?;
    let messages = repo::collection(scene.bulk.database());
    Ok(scene.bulk.add(&messages, &message)?)
}

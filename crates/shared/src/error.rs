//! One table of everything that can go wrong: a stable code, its HTTP status, and what to tell a person.
//!
//! The API answers RFC 9457 `application/problem+json`; the app shows the same code in the reader's language.

use serde::{Deserialize, Serialize};

use crate::identity::SecondFactorChallenge;
use crate::json::FromJson;

/// Declares [`ErrorCode`] from one table: code, status, Spanish, English.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $code:tt, $status:literal, $es:literal, $en:literal;)+) => {
        /// What went wrong, as a stable word that programs can branch on. One meaning per code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl ErrorCode {
            /// Every code, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The HTTP status that carries it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// What to tell a person, in Spanish.
            pub const fn es(self) -> &'static str {
                match self { $(Self::$name => $es),+ }
            }

            /// What to tell a person, in English.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en),+ }
            }
        }
    };
}

error_codes! {
    /// The body is not JSON, or not of the documented shape.
    MalformedBody = "malformed_body", 400,
        "El cuerpo de la solicitud no tiene la forma esperada.",
        "The body of the request does not have the expected shape.";
    /// The query string is not of the documented shape.
    MalformedQuery = "malformed_query", 400,
        "Los parámetros de la dirección no tienen la forma esperada.",
        "The query parameters do not have the expected shape.";
    /// A header is missing or not of the documented shape.
    MalformedHeader = "malformed_header", 400,
        "Falta un encabezado o no tiene la forma esperada.",
        "A header is missing or does not have the expected shape.";
    /// The request was not understood at all.
    BadRequest = "bad_request", 400,
        "No se pudo entender la solicitud.",
        "The request could not be understood.";
    /// Nobody is signed in, or the token is no longer good.
    Unauthenticated = "unauthenticated", 401,
        "Hay que iniciar sesión para continuar.",
        "Sign in to continue.";
    /// The email or the password is wrong; which one is not said.
    InvalidCredentials = "invalid_credentials", 401,
        "El correo o la contraseña no son correctos.",
        "The email or the password is not right.";
    /// The refresh token is unknown, used, expired or revoked.
    InvalidRefreshToken = "invalid_refresh_token", 401,
        "La sesión terminó. Iniciá sesión de nuevo.",
        "The session has ended. Sign in again.";
    /// The account is suspended.
    AccountSuspended = "account_suspended", 403,
        "Esta cuenta está suspendida.",
        "This account is suspended.";
    /// The one-time password must be replaced first.
    PasswordChangeRequired = "password_change_required", 403,
        "Antes de seguir hay que cambiar la contraseña.",
        "Change the password before going on.";
    /// Who asks must first prove again who they are: `POST /api/identity/prove`.
    FreshSignInRequired = "fresh_sign_in_required", 403,
        "Confirmá que sos vos para continuar.",
        "Confirm that it is you to continue.";
    /// The password was right, or a provider vouched; the second factor is awaited. `second_factor` says how to go on.
    SecondFactorRequired = "second_factor_required", 403,
        "Falta el segundo paso: el código de tu aplicación de autenticación.",
        "One more step: the code of your authenticator app.";
    /// The code is wrong, was used, or is of another time.
    InvalidSecondFactor = "invalid_second_factor", 401,
        "El código no es correcto o ya se usó.",
        "The code is not right, or was used.";
    /// The challenge was used, has expired, or saw too many wrong codes.
    ChallengeExpired = "challenge_expired", 410,
        "Pasó demasiado tiempo o hubo demasiados intentos. Iniciá sesión de nuevo.",
        "It took too long, or there were too many attempts. Sign in again.";
    /// The platform asks this account for a second factor, and it has none yet.
    SecondFactorSetupRequired = "second_factor_setup_required", 403,
        "Antes de seguir hay que activar el segundo factor.",
        "Set up a second factor before going on.";
    /// The API key has none of the scopes that this needs.
    ScopeMissing = "scope_missing", 403,
        "Esta clave de API no tiene el alcance que hace falta.",
        "This API key lacks the scope that this needs.";
    /// An API key cannot do this, whatever its scopes: somebody must sign in.
    KeyNotAllowed = "key_not_allowed", 403,
        "Esto no se puede hacer con una clave de API. Iniciá sesión.",
        "This cannot be done with an API key. Sign in.";
    /// Somebody of the staff looks at the platform as another account: they read, and change nothing.
    OnlyLooking = "only_looking", 403,
        "Estás mirando la plataforma como otra persona: no se puede cambiar nada.",
        "You are looking at the platform as somebody else: nothing can be changed.";
    /// A phone number must be given first.
    PhoneRequired = "phone_required", 403,
        "Antes de seguir hay que cargar un número de teléfono.",
        "Give a phone number before going on.";
    /// What the provider of an identity says cannot be trusted.
    InvalidIdToken = "invalid_id_token", 401,
        "No se pudo comprobar la identidad. Probá iniciar sesión otra vez.",
        "The identity could not be verified. Try to sign in again.";
    /// The provider of an identity has not verified its email.
    EmailUnverified = "email_unverified", 403,
        "El proveedor no verificó ese correo. Verificalo y probá otra vez.",
        "The provider has not verified that email. Verify it and try again.";
    /// Somebody went back instead of signing in at the provider.
    SignInCancelled = "sign_in_cancelled", 403,
        "Se canceló el inicio de sesión.",
        "The sign-in was cancelled.";
    /// Signed in, but not allowed.
    Forbidden = "forbidden", 403,
        "No tenés permiso para hacer esto.",
        "You are not allowed to do this.";
    /// What the brand may do with the content was agreed on for a time that is over.
    RightsEnded = "rights_ended", 403,
        "Los derechos de uso terminaron. Este contenido ya no se puede abrir ni descargar.",
        "The usage rights have ended. This content can no longer be opened or downloaded.";
    /// The request comes from a page that is not ours.
    ForeignOrigin = "foreign_origin", 403,
        "La solicitud viene de un sitio que no está permitido.",
        "The request comes from a site that is not allowed.";
    /// There is no such address.
    RouteNotFound = "route_not_found", 404,
        "Esta dirección no existe.",
        "There is nothing at this address.";
    /// There is no such thing, or it is not yours to see.
    NotFound = "not_found", 404,
        "No se encontró lo que buscabas.",
        "What you asked for was not found.";
    /// The address exists, but not with this method.
    MethodNotAllowed = "method_not_allowed", 405,
        "Esta dirección no admite ese método.",
        "This address does not take that method.";
    /// The reader accepts no form that we can give.
    NotAcceptable = "not_acceptable", 406,
        "No hay una respuesta en el formato pedido.",
        "There is no answer in the requested format.";
    /// The client was too slow.
    RequestTimeout = "request_timeout", 408,
        "La solicitud tardó demasiado.",
        "The request took too long.";
    /// It is no longer in the state that this needs; somebody else was faster.
    Conflict = "conflict", 409,
        "Cambió mientras tanto. Actualizá y probá otra vez.",
        "It has changed meanwhile. Reload and try again.";
    /// There is an account with this email.
    EmailTaken = "email_taken", 409,
        "Ya existe una cuenta con este correo.",
        "There already is an account with this email.";
    /// There are as many of these as there can be.
    LimitReached = "limit_reached", 409,
        "Ya llegaste al máximo permitido. Quitá uno que no uses.",
        "You have reached the most that is allowed. Remove one that you do not use.";
    /// The campaign takes no applications: it is not published, or its deadline is over.
    CampaignClosed = "campaign_closed", 409,
        "Esta campaña ya no recibe postulaciones.",
        "This campaign takes no applications any more.";
    /// Every slot of the campaign is taken.
    SlotsFull = "slots_full", 409,
        "Ya no quedan lugares en esta campaña.",
        "There are no places left in this campaign.";
    /// The creator has applied to this campaign already.
    AlreadyApplied = "already_applied", 409,
        "Ya te postulaste a esta campaña.",
        "You have applied to this campaign already.";
    /// There is no creator profile, or it is not complete.
    ProfileIncomplete = "profile_incomplete", 409,
        "Antes de postularte, completá tu perfil de creador.",
        "Complete your creator profile before you apply.";
    /// The creator does not meet what the campaign asks for; the detail says what is missing.
    NotEligible = "not_eligible", 409,
        "Tu perfil no cumple lo que pide esta campaña.",
        "Your profile does not meet what this campaign asks for.";
    /// The brief has a newer version, or the offer was replaced, since it was read.
    TermsChanged = "terms_changed", 409,
        "Las condiciones cambiaron. Leelas otra vez antes de seguir.",
        "The terms have changed. Read them again before going on.";
    /// Where the thing stands, this cannot be done; the detail says where it stands.
    MoveNotAllowed = "move_not_allowed", 409,
        "Eso no se puede hacer en este estado.",
        "That cannot be done in this state.";
    /// This side has rated the other already.
    AlreadyRated = "already_rated", 409,
        "Ya valoraste este trabajo.",
        "You have rated this work already.";
    /// The rating has been replied to already.
    AlreadyReplied = "already_replied", 409,
        "Esa valoración ya tiene respuesta.",
        "That rating has a reply already.";
    /// The person has reported this already, and it is not decided yet.
    AlreadyReported = "already_reported", 409,
        "Ya lo denunciaste. Lo estamos revisando.",
        "You have reported it already. We are looking into it.";
    /// One of the two sides takes no messages of the other; the detail says which.
    MessagesBlocked = "messages_blocked", 409,
        "Esta conversación está bloqueada.",
        "This conversation is blocked.";
    /// The draft does not say that it is advertising.
    DisclosureMissing = "disclosure_missing", 409,
        "El borrador no avisa que es publicidad. Pedí que agregue #publicidad o la etiqueta de colaboración pagada.",
        "The draft does not say that it is advertising. Ask for #ad or the label of a paid partnership.";
    /// The brand has asked for changes as often as the signed brief allows.
    NoRoundsLeft = "no_rounds_left", 409,
        "Ya se usaron todas las rondas de cambios acordadas.",
        "Every round of changes that was agreed on has been used.";
    /// There is an account with the email of this identity; only its owner links the two.
    LinkFirst = "link_first", 409,
        "Ya existe una cuenta con ese correo. Iniciá sesión y vinculala desde tu cuenta.",
        "There already is an account with that email. Sign in and link it from your account.";
    /// The identity belongs to another account, or the account has another identity of that provider.
    AlreadyLinked = "already_linked", 409,
        "Esa identidad ya está vinculada.",
        "That identity is already linked.";
    /// The account has no password, so its last other door stays.
    PasswordNotSet = "password_not_set", 409,
        "La cuenta no tiene contraseña. Pedí un enlace para crear una.",
        "The account has no password. Ask for a link to set one.";
    /// Another person has this handle.
    HandleTaken = "handle_taken", 409,
        "Ese nombre de perfil ya es de otra persona.",
        "Another person has this profile name.";
    /// The account is a creator's already.
    CreatorExists = "creator_exists", 409,
        "Ya tenés un perfil de creador.",
        "You already have a creator profile.";
    /// An account of a network is verified as somebody else's.
    NetworkTaken = "network_taken", 409,
        "Esa cuenta de red social ya está verificada como de otra persona.",
        "That account of a network is already verified as another person's.";
    /// It lies in the trash: it is brought back before anything else is done with it.
    InTrash = "in_trash", 409,
        "Está en la papelera. Restauralo antes de seguir.",
        "It is in the trash. Restore it first.";
    /// The target database has data; nothing is written over it.
    DatabaseNotEmpty = "database_not_empty", 409,
        "La base de destino ya tiene datos. Elegí otro nombre.",
        "The target database already has data. Choose another name.";
    /// A backup, restore or drill of this database is under way.
    AlreadyRunning = "already_running", 409,
        "Ya hay una tarea igual en curso.",
        "The same task is already running.";
    /// The last good backup, or the last administrator, is not given up.
    LastOne = "last_one", 409,
        "Es el último y no se puede quitar.",
        "It is the last one and cannot be removed.";
    /// A request with the same `Idempotency-Key` is under way.
    IdempotencyInProgress = "idempotency_in_progress", 409,
        "La misma solicitud todavía está en curso. Probá en un momento.",
        "The same request is still under way. Try again in a moment.";
    /// A request with this `Idempotency-Key` took effect, but its answer was lost; it is not done again.
    IdempotencyAnswerLost = "idempotency_answer_lost", 409,
        "La solicitud ya se realizó, pero su respuesta se perdió. Mirá el resultado en la lista.",
        "The request has been carried out already, but its answer was lost. Look for the result.";
    /// The link or ticket was used, has expired, or was never given.
    LinkExpired = "link_expired", 410,
        "El enlace ya se usó o venció. Pedí uno nuevo.",
        "The link was used or has expired. Ask for a new one.";
    /// A precondition header does not hold.
    PreconditionFailed = "precondition_failed", 412,
        "Cambió desde que lo leíste. Actualizá y probá otra vez.",
        "It has changed since you read it. Reload and try again.";
    /// The body is larger than allowed.
    PayloadTooLarge = "payload_too_large", 413,
        "El contenido es más grande de lo permitido.",
        "The content is larger than allowed.";
    /// The address is longer than allowed.
    UriTooLong = "uri_too_long", 414,
        "La dirección es más larga de lo permitido.",
        "The address is longer than allowed.";
    /// The body is of a media type that this does not take.
    UnsupportedMediaType = "unsupported_media_type", 415,
        "El tipo de contenido no se admite aquí.",
        "This media type is not taken here.";
    /// The asked byte range does not exist.
    RangeNotSatisfiable = "range_not_satisfiable", 416,
        "El rango pedido no existe.",
        "The requested range does not exist.";
    /// An expectation header cannot be met.
    ExpectationFailed = "expectation_failed", 417,
        "No se puede cumplir lo que pide el encabezado Expect.",
        "The Expect header cannot be met.";
    /// The shape is right, but values are not; `fields` says which.
    ValidationFailed = "validation_failed", 422,
        "Hay datos por corregir.",
        "Some values need correcting.";
    /// The `Idempotency-Key` was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused", 422,
        "Esa Idempotency-Key ya se usó para otra solicitud.",
        "That Idempotency-Key was used for another request.";
    /// The password is too easy to guess.
    WeakPassword = "weak_password", 422,
        "La contraseña es demasiado común o débil.",
        "The password is too common or weak.";
    /// The archive is damaged; nothing was written.
    ArchiveDamaged = "archive_damaged", 422,
        "El archivo está dañado. No se escribió nada.",
        "The archive is damaged. Nothing was written.";
    /// The picture is broken, too large or too small.
    PictureRefused = "picture_refused", 422,
        "Esta imagen no se puede usar.",
        "This picture cannot be used.";
    /// The query is one that the inspector does not run.
    QueryRefused = "query_refused", 422,
        "El inspector no ejecuta esa consulta.",
        "The inspector does not run that query.";
    /// Too many requests; `Retry-After` says when to come back.
    TooManyRequests = "too_many_requests", 429,
        "Demasiados intentos. Esperá un momento.",
        "Too many attempts. Wait a moment.";
    /// The headers are larger than allowed.
    HeadersTooLarge = "headers_too_large", 431,
        "Los encabezados son más grandes de lo permitido.",
        "The headers are larger than allowed.";
    /// We failed; the text tells nothing, the log does.
    Internal = "internal", 500,
        "Algo falló de nuestro lado. Quedó registrado.",
        "Something failed on our side. It was recorded.";
    /// A service that this needs is not configured.
    NotConfigured = "not_configured", 409,
        "Este servicio no está configurado.",
        "This service is not configured.";
    /// The database or another needed part is away for now.
    Unavailable = "unavailable", 503,
        "El servicio no está disponible por ahora. Probá en un momento.",
        "The service is not available right now. Try again in a moment.";
    /// The provider of an identity does not answer.
    ProviderUnavailable = "provider_unavailable", 503,
        "El proveedor de identidad no responde. Probá en un momento.",
        "The identity provider does not answer. Try again in a moment.";
    /// The work took longer than allowed and was stopped.
    TookTooLong = "took_too_long", 504,
        "Tardó más de lo permitido y se detuvo.",
        "It took longer than allowed and was stopped.";
    /// The disk has no room left.
    StorageFull = "storage_full", 507,
        "No queda espacio en el disco.",
        "There is no room left on the disk.";
}

/// The answer to every request that failed: RFC 9457 `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem: `urn:avenue:error:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The problem in one sentence, in the language of `Accept-Language` (Spanish unless English is preferred).
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What exactly was wrong this time, and what would be right; in the same language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The stable code to branch on.
    pub code: ErrorCode,
    /// The fields that were wrong, if it was about fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// How to go on, if a second factor is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactorChallenge>,
    /// Quote it when asking for help; the log has it too.
    pub request_id: String,
}

/// One field that was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where: a path such as `email` or `members[2].role`.
    pub field: String,
    /// What was wrong with it, and what would be right.
    pub message: String,
}

/// Lists what a [`garde::Report`] found, one entry per field and message.
pub fn field_errors(report: &garde::Report) -> Vec<FieldError> {
    report
        .iter()
        .map(|(path, error)| FieldError { field: path.to_string(), message: error.message().to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::ErrorCode;

    #[test]
    fn every_code_has_one_word_one_status_and_two_texts() {
        let mut seen = HashSet::new();
        for code in ErrorCode::ALL {
            assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
            assert!((400..600).contains(&code.status()), "{} has no error status", code.as_str());
            assert!(
                code.es().ends_with('.') && code.en().ends_with('.'),
                "{} needs sentences",
                code.as_str()
            );
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}

//! Everything that people can be told, in one table: what it is called, what it is about, how it is meant, whether it may
//! go by mail, where it leads, and its words in both languages.
//!
//! Another kind is another row here and nothing more. Words and addresses may name the row's fields.

use super::{ApplicationPage, Level, Topic};
use crate::id::{AbuseCaseId, ApplicationId, BackupId, BrandId, CampaignId, ContactMessageId};

/// Declares [`Event`] from one table.
macro_rules! events {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } = $word:literal,
        $topic:ident, $level:ident, $mailed:ident, $link:literal,
        $es:literal,
        $en:literal;
    )+) => {
        /// Something that people are told, with everything that its words mention.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name { $($(#[$field_doc])* $field: $type,)* },)+
        }

        impl Event {
            /// What every kind is called, in the table's order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// What this kind is called: stored, and the `kind` of a notice.
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$name { .. } => $word,)+ }
            }

            /// What it is about.
            pub const fn topic(&self) -> Topic {
                match self { $(Self::$name { .. } => Topic::$topic,)+ }
            }

            /// How it is meant.
            pub const fn level(&self) -> Level {
                match self { $(Self::$name { .. } => Level::$level,)+ }
            }

            /// Whether it may go by mail. What is `Unmailed` has a mail of its own, or is worth none.
            pub const fn is_mailed(&self) -> bool {
                match self { $(Self::$name { .. } => events!(@mailed $mailed),)+ }
            }

            /// Where in the app to look.
            pub fn link(&self) -> String {
                match self { $(Self::$name { $($field,)* } => {
                    $(let _ = $field;)*
                    format_args!($link).to_string()
                })+ }
            }

            /// What to tell a person, in Spanish.
            pub fn es(&self) -> String {
                match self { $(Self::$name { $($field,)* } => {
                    $(let _ = $field;)*
                    format_args!($es).to_string()
                })+ }
            }

            /// What to tell a person, in English.
            pub fn en(&self) -> String {
                match self { $(Self::$name { $($field,)* } => {
                    $(let _ = $field;)*
                    format_args!($en).to_string()
                })+ }
            }
        }
    };
    (@mailed Mailed) => { true };
    (@mailed Unmailed) => { false };
}

events! {
    /// The picture that somebody sent is prepared and shown.
    AvatarUpdated {} = "avatar_updated",
        Account, Good, Mailed, "/account",
        "Tu foto de perfil está lista.",
        "Your profile picture is ready.";
    /// The picture that somebody sent cannot be used.
    AvatarRefused {
        /// Why, for a person, in English.
        why: String,
    } = "avatar_refused",
        Account, Attention, Mailed, "/account",
        "No se pudo usar la foto que enviaste. Probá con otra.",
        "The picture that you sent cannot be used: {why}";
    /// A copy of one's data can be downloaded.
    ExportReady {} = "export_ready",
        Account, Good, Unmailed, "/account",
        "La copia de tus datos está lista para descargar.",
        "The copy of your data is ready to download.";
    /// A report to print can be downloaded. To who asked for it.
    ReportReady {
        /// Where to download it.
        page: String,
        /// What it is about.
        title: String,
    } = "report_ready",
        Account, Good, Unmailed, "{page}",
        "El informe de «{title}» está listo para descargar.",
        "The report of “{title}” is ready to download.";

    /// A backup of everything was taken and checked.
    BackupSucceeded {
        /// Which one.
        backup: BackupId,
        /// Of which database.
        database: String,
        /// Collections in it.
        collections: u64,
        /// Documents in it.
        documents: u64,
    } = "backup_succeeded",
        System, Good, Unmailed, "/admin/backups/{backup}",
        "Copia completa de {database}: {collections} colecciones, {documents} documentos.",
        "Complete backup of {database}: {collections} collections, {documents} documents.";
    /// A backup was taken and checked that leaves something out on request.
    BackupPartial {
        /// Which one.
        backup: BackupId,
        /// Of which database.
        database: String,
        /// Collections in it.
        collections: u64,
        /// Documents in it.
        documents: u64,
    } = "backup_partial",
        System, Information, Unmailed, "/admin/backups/{backup}",
        "Copia parcial de {database}: {collections} colecciones, {documents} documentos.",
        "Partial backup of {database}: {collections} collections, {documents} documents.";
    /// A backup was not finished.
    BackupFailed {
        /// Which one.
        backup: BackupId,
        /// Of which database.
        database: String,
        /// Why, for a person.
        error: String,
    } = "backup_failed",
        System, Bad, Unmailed, "/admin/backups/{backup}",
        "Falló la copia de {database}: {error}",
        "The backup of {database} failed: {error}";
    /// A backup was restored and found equal.
    DrillPassed {
        /// Of which database.
        database: String,
        /// Collections compared.
        collections: u64,
        /// Documents compared.
        documents: u64,
    } = "drill_passed",
        System, Good, Unmailed, "/admin/backups",
        "Simulacro de restauración de {database}: {collections} colecciones y {documents} documentos iguales.",
        "Restore drill of {database}: {collections} collections and {documents} documents are equal.";
    /// A backup could not be restored, or differed.
    DrillFailed {
        /// Of which database.
        database: String,
        /// Why, for a person.
        error: String,
    } = "drill_failed",
        System, Bad, Unmailed, "/admin/backups",
        "Falló el simulacro de restauración de {database}: {error}",
        "The restore drill of {database} failed: {error}";

    /// Somebody applied.
    ApplicationReceived {
        /// Whose campaign.
        campaign: CampaignId,
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_received",
        Applications, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Llegó una postulación a «{title}».",
        "Somebody applied to “{title}”.";
    /// Somebody asks for other terms.
    ApplicationCountered {
        /// Whose campaign.
        campaign: CampaignId,
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_countered",
        Applications, Attention, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Te proponen otras condiciones para «{title}».",
        "Somebody asks for other terms in “{title}”.";
    /// Somebody took an application back.
    ApplicationWithdrawn {
        /// Whose campaign.
        campaign: CampaignId,
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_withdrawn",
        Applications, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Se retiró una postulación a «{title}».",
        "An application to “{title}” was withdrawn.";
    /// Somebody signed.
    ApplicationConfirmed {
        /// Whose campaign.
        campaign: CampaignId,
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_confirmed",
        Applications, Good, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Firmaron tu oferta: hay un lugar confirmado en «{title}».",
        "Your offer was signed: a place in “{title}” is confirmed.";
    /// The brand is interested.
    ApplicationShortlisted {
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_shortlisted",
        Applications, Good, Mailed, "/creator/applications/{application}",
        "Te preseleccionaron para «{title}».",
        "You are on the shortlist of “{title}”.";
    /// The brand offers terms.
    ApplicationOffered {
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_offered",
        Applications, Good, Mailed, "/creator/applications/{application}",
        "Tenés una oferta para «{title}». Leela y firmá para confirmar.",
        "You have an offer for “{title}”. Read it and sign to confirm.";
    /// The brand takes the creator's terms.
    ApplicationAccepted {
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_accepted",
        Applications, Good, Mailed, "/creator/applications/{application}",
        "Aceptaron tus condiciones para «{title}». Firmá para confirmar.",
        "Your terms for “{title}” were accepted. Sign to confirm.";
    /// The brand declined.
    ApplicationRejected {
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
    } = "application_rejected",
        Applications, Information, Mailed, "/creator/applications/{application}",
        "Esta vez no te eligieron para «{title}».",
        "You were not chosen for “{title}” this time.";
    /// The deadline of a campaign is over.
    CampaignClosed {
        /// Which one.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// Applications that nobody has decided about.
        waiting: u32,
    } = "campaign_closed",
        Campaigns, Information, Mailed, "/brand/campaigns/{campaign}",
        "Cerró «{title}». Postulaciones por decidir: {waiting}.",
        "“{title}” has closed. Applications to decide on: {waiting}.";
    /// A campaign was cancelled, told to whoever had something to expect.
    CampaignCancelled {
        /// The application.
        application: ApplicationId,
        /// The campaign's title.
        title: String,
        /// Why, in the brand's words.
        reason: String,
    } = "campaign_cancelled",
        Campaigns, Attention, Mailed, "/creator/applications/{application}",
        "Se canceló «{title}»: {reason}",
        "“{title}” was cancelled: {reason}";

    /// The staff threw a creator profile away.
    CreatorTrashed {} = "creator_trashed",
        Creator, Attention, Mailed, "/creator",
        "Tu perfil de creador está en la papelera. Escribinos si creés que es un error.",
        "Your creator profile is in the trash. Write to us if you think that this is wrong.";
    /// The staff brought a creator profile back.
    CreatorRestored {} = "creator_restored",
        Creator, Good, Mailed, "/creator",
        "Tu perfil de creador fue restaurado.",
        "Your creator profile was restored.";
    /// The staff took a creator profile out of sight.
    CreatorHidden {} = "creator_hidden",
        Creator, Attention, Mailed, "/creator",
        "Tu perfil de creador dejó de verse. Escribinos si creés que es un error.",
        "Your creator profile is out of sight. Write to us if you think that this is wrong.";
    /// The staff lets a creator profile be seen again.
    CreatorShown {} = "creator_shown",
        Creator, Good, Mailed, "/creator",
        "Tu perfil de creador se ve otra vez.",
        "Your creator profile can be seen again.";
    /// A creator is verified now.
    CreatorVerified {} = "creator_verified",
        Creator, Good, Mailed, "/creator",
        "Ahora sos creador verificado.",
        "You are a verified creator now.";
    /// A creator is a professional now.
    CreatorPro {} = "creator_pro",
        Creator, Good, Mailed, "/creator",
        "Ahora sos creador Pro.",
        "You are a Pro creator now.";
    /// An account of a network was found to be theirs.
    NetworkVerified {} = "network_verified",
        Creator, Good, Mailed, "/creator",
        "Verificamos una de tus cuentas de redes.",
        "We have verified one of your accounts of networks.";
    /// The staff changed what a creator profile says.
    CreatorEdited {} = "creator_edited",
        Creator, Attention, Mailed, "/creator",
        "El equipo de Avenue cambió tu perfil de creador.",
        "The staff of Avenue has changed your creator profile.";
    /// A picture is prepared and shown.
    PortfolioPictureReady {} = "portfolio_picture_ready",
        Creator, Good, Unmailed, "/creator",
        "Una foto nueva está en tu portafolio.",
        "A new picture is in your portfolio.";
    /// A picture cannot be used.
    PortfolioPictureRefused {
        /// Why, for a person, in English.
        why: String,
    } = "portfolio_picture_refused",
        Creator, Attention, Unmailed, "/creator",
        "No se pudo usar una foto que enviaste a tu portafolio. Probá con otra.",
        "A picture that you sent to your portfolio cannot be used: {why}";

    /// Somebody has another role in a brand.
    BrandRoleChanged {
        /// Which.
        brand: BrandId,
        /// What it is called.
        company: String,
        /// The role in the middle of a sentence, in Spanish.
        role_es: &'static str,
        /// The same in English.
        role_en: &'static str,
    } = "brand_role_changed",
        Workspace, Information, Mailed, "/brand/{brand}",
        "En {company} ahora sos {role_es}.",
        "At {company} you are now {role_en}.";
    /// Somebody works in a brand no more.
    BrandRemoved {
        /// What it is called.
        company: String,
    } = "brand_removed",
        Workspace, Information, Mailed, "/brand",
        "Ya no trabajás en {company}.",
        "You no longer work at {company}.";
    /// A brand was thrown away.
    BrandTrashed {
        /// What it is called.
        company: String,
    } = "brand_trashed",
        Workspace, Attention, Mailed, "/brand",
        "{company} está en la papelera: por ahora nadie trabaja ahí.",
        "{company} is in the trash: for now nobody works there.";
    /// A brand was brought back.
    BrandRestored {
        /// Which.
        brand: BrandId,
        /// What it is called.
        company: String,
    } = "brand_restored",
        Workspace, Good, Mailed, "/brand/{brand}",
        "{company} volvió de la papelera.",
        "{company} is back from the trash.";
    /// Somebody accepted an invitation.
    BrandJoined {
        /// Which.
        brand: BrandId,
        /// What it is called.
        company: String,
        /// Who.
        name: String,
    } = "brand_joined",
        Workspace, Good, Mailed, "/brand/{brand}/members",
        "{name} aceptó tu invitación a {company}.",
        "{name} accepted your invitation to {company}.";
    /// Much of the deliveries of a month is used.
    BrandUse {
        /// Which.
        brand: BrandId,
        /// What it is called.
        company: String,
        /// Deliveries used this month.
        used: u32,
        /// Deliveries that the package has a month.
        limit: u32,
    } = "brand_use",
        Workspace, Attention, Mailed, "/brand/{brand}/package",
        "{company} usó {used} de las {limit} entregas de este mes.",
        "{company} has used {used} of the {limit} deliveries of this month.";
    /// Every delivery of a month is used.
    BrandUsedUp {
        /// Which.
        brand: BrandId,
        /// What it is called.
        company: String,
        /// Deliveries that the package has a month.
        limit: u32,
    } = "brand_used_up",
        Workspace, Attention, Mailed, "/brand/{brand}/package",
        "{company} usó las {limit} entregas de este mes.",
        "{company} has used all {limit} deliveries of this month.";
    /// A logo cannot be used.
    LogoRefused {
        /// Whose.
        brand: BrandId,
        /// Why, for a person, in English.
        why: String,
    } = "logo_refused",
        Workspace, Attention, Unmailed, "/brand/{brand}",
        "No se pudo usar el logo que enviaste. Probá con otro archivo.",
        "The logo that you sent cannot be used: {why}";

    /// A product is sent for what was signed. To the creator.
    ShipmentBegun {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_begun",
        Applications, Attention, Mailed, "{page}",
        "Para «{title}» te mandan un producto. Decí a dónde.",
        "You are sent a product for “{title}”. Say where to.";
    /// There is an address to send a product to. To the brand.
    ShipmentAddressed {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_addressed",
        Applications, Information, Mailed, "{page}",
        "Ya está la dirección para mandar el producto de «{title}».",
        "There is an address to send the product of “{title}” to.";
    /// A product was sent. To the creator.
    ShipmentSent {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_sent",
        Applications, Good, Mailed, "{page}",
        "El producto de «{title}» está en camino. Avisá cuando llegue.",
        "The product of “{title}” is on its way. Say so when it comes.";
    /// A product came. To the brand.
    ShipmentReceived {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_received",
        Applications, Good, Mailed, "{page}",
        "Llegó el producto de «{title}».",
        "The product of “{title}” has come.";
    /// Something is wrong with a product. To the brand.
    ShipmentDamaged {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_damaged",
        Applications, Attention, Mailed, "{page}",
        "Hay un problema con el producto de «{title}». Mandalo de nuevo.",
        "There is a problem with the product of “{title}”. Send it again.";
    /// One side does without a product. To the other.
    ShipmentNotNeeded {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_not_needed",
        Applications, Information, Mailed, "{page}",
        "En «{title}» no se manda ningún producto.",
        "No product is sent for “{title}”.";
    /// Nobody said in time where to. To both sides.
    ShipmentLapsed {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_lapsed",
        Applications, Attention, Mailed, "{page}",
        "Nadie dijo a dónde mandar el producto de «{title}»: no se manda.",
        "Nobody said where to send the product of “{title}” to: it is not sent.";
    /// Nobody complained in time. To both sides.
    ShipmentTakenAsReceived {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_taken_as_received",
        Applications, Information, Mailed, "{page}",
        "Nadie avisó de un problema con el producto de «{title}»: se da por recibido.",
        "Nobody told of a problem with the product of “{title}”: it counts as received.";
    /// The brand is late in sending a product. To both sides.
    ShipmentOverdue {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_overdue",
        Applications, Attention, Mailed, "{page}",
        "El producto de «{title}» debía estar en camino. El plazo para entregar no empieza hasta que llegue.",
        "The product of “{title}” should be on its way. The time to deliver does not begin before it comes.";
    /// It is still to be said where to. To the creator.
    ShipmentAwaitsAddress {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_awaits_address",
        Applications, Attention, Mailed, "{page}",
        "Falta decir a dónde te mandan el producto de «{title}». Si no, no se manda.",
        "Say where to send the product of “{title}” to. Otherwise it is not sent.";
    /// It is still to be said whether a product came. To the creator.
    ShipmentAwaitsArrival {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_awaits_arrival",
        Applications, Attention, Mailed, "{page}",
        "¿Llegó el producto de «{title}»? Si no decís nada, se da por recibido.",
        "Has the product of “{title}” come? If you say nothing, it counts as received.";
    /// A product is still to be sent. To the brand.
    ShipmentAwaitsDispatch {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "shipment_awaits_dispatch",
        Applications, Attention, Mailed, "{page}",
        "Falta mandar el producto de «{title}».",
        "Send the product of “{title}”.";

    /// The time to deliver begins. To the creator.
    DeliverablesStarted {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "deliverables_started",
        Applications, Information, Mailed, "{page}",
        "Empieza tu plazo para entregar en «{title}».",
        "Your time to deliver for “{title}” begins.";
    /// First drafts are due soon. To the creator.
    DeliverablesDue {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "deliverables_due",
        Applications, Attention, Mailed, "{page}",
        "Se acerca la fecha de entrega en «{title}».",
        "The day to deliver for “{title}” is near.";
    /// A draft came. To the brand.
    DeliverableSubmitted {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_submitted",
        Applications, Attention, Mailed, "{page}",
        "Llegó un borrador de la pieza {number} de «{title}». Si no decís nada a tiempo, se aprueba solo.",
        "A draft of piece {number} of “{title}” has come. If you say nothing in time, it is approved by itself.";
    /// The brand is content. To the creator.
    DeliverableApproved {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_approved",
        Applications, Good, Mailed, "{page}",
        "Aprobaron la pieza {number} de «{title}».",
        "Piece {number} of “{title}” was approved.";
    /// Nobody answered in time, so that it is approved. To both sides.
    DeliverableApprovedUnanswered {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_approved_unanswered",
        Applications, Good, Mailed, "{page}",
        "La pieza {number} de «{title}» quedó aprobada: nadie respondió a tiempo.",
        "Piece {number} of “{title}” is approved: nobody answered in time.";
    /// The brand asks for changes. To the creator.
    DeliverableChanges {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_changes",
        Applications, Attention, Mailed, "{page}",
        "Piden cambios en la pieza {number} de «{title}».",
        "Changes of piece {number} of “{title}” are asked for.";
    /// Nobody answered in time, and the draft does not say that it is advertising. To both sides.
    DeliverableUndisclosed {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_undisclosed",
        Applications, Attention, Mailed, "{page}",
        "La pieza {number} de «{title}» no avisa que es publicidad: hace falta otro borrador que lo diga.",
        "Piece {number} of “{title}” does not say that it is advertising: another draft that does is needed.";
    /// The brand does not take it. To the creator.
    DeliverableRejected {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_rejected",
        Applications, Bad, Mailed, "{page}",
        "Rechazaron la pieza {number} de «{title}».",
        "Piece {number} of “{title}” was rejected.";
    /// The creator published it. To the brand.
    DeliverablePublished {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_published",
        Applications, Good, Mailed, "{page}",
        "Se publicó la pieza {number} de «{title}».",
        "Piece {number} of “{title}” was published.";
    /// One side said something about a draft. To the other.
    DeliverableCommented {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_commented",
        Applications, Information, Mailed, "{page}",
        "Hay comentarios sobre la pieza {number} de «{title}».",
        "There are comments on piece {number} of “{title}”.";
    /// A draft waits for an answer. To the brand.
    DeliverableAwaitsAnswer {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_awaits_answer",
        Applications, Attention, Mailed, "{page}",
        "Falta tu respuesta sobre la pieza {number} de «{title}». Si no, se aprueba sola.",
        "Your answer on piece {number} of “{title}” is awaited. Otherwise it is approved by itself.";
    /// Changes were asked for, and the next draft is awaited. To the creator.
    DeliverableAwaitsDraft {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_awaits_draft",
        Applications, Attention, Mailed, "{page}",
        "Falta el nuevo borrador de la pieza {number} de «{title}».",
        "The next draft of piece {number} of “{title}” is awaited.";
    /// It is approved and still to be published. To the creator.
    DeliverableAwaitsPost {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_awaits_post",
        Applications, Attention, Mailed, "{page}",
        "Falta publicar la pieza {number} de «{title}».",
        "Piece {number} of “{title}” is to be published.";
    /// A date was missed. To both sides.
    DeliverableLate {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "deliverable_late",
        Applications, Attention, Mailed, "{page}",
        "La pieza {number} de «{title}» está atrasada.",
        "Piece {number} of “{title}” is late.";

    /// A screenshot of figures was read. To the creator.
    MetricsRead {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "metrics_read",
        Applications, Attention, Unmailed, "{page}",
        "Leímos las cifras de la pieza {number} de «{title}». Revisalas y confirmalas.",
        "The figures of piece {number} of “{title}” were read. Look at them and confirm them.";
    /// Nothing could be read from a screenshot of figures. To the creator.
    MetricsUnread {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "metrics_unread",
        Applications, Attention, Unmailed, "{page}",
        "No pudimos leer las cifras de la pieza {number} de «{title}». Escribilas vos.",
        "The figures of piece {number} of “{title}” could not be read. Type them.";
    /// The creator vouches for the figures of a post. To the brand.
    MetricsConfirmed {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "metrics_confirmed",
        Applications, Information, Mailed, "{page}",
        "Ya están las cifras de la pieza {number} de «{title}».",
        "The figures of piece {number} of “{title}” are there.";
    /// The brand, or the staff, doubts the figures of a post. To the creator, and to the brand where the staff does.
    MetricsQuestioned {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Which piece of the signature.
        number: u32,
    } = "metrics_questioned",
        Applications, Attention, Mailed, "{page}",
        "Hay dudas sobre las cifras de la pieza {number} de «{title}».",
        "The figures of piece {number} of “{title}” are questioned.";

    /// The usage rights on a piece end soon. To both sides.
    RightsNearEnd {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Days that are left.
        days: i64,
    } = "rights_near_end",
        Applications, Attention, Mailed, "{page}",
        "Los derechos de uso de una pieza de «{title}» terminan. Días que quedan: {days}.",
        "The usage rights on a piece of “{title}” end. Days left: {days}.";
    /// The usage rights on a piece have ended. To both sides.
    RightsEnded {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "rights_ended",
        Applications, Attention, Mailed, "{page}",
        "Terminaron los derechos de uso de una pieza de «{title}»: hay que retirarla.",
        "The usage rights on a piece of “{title}” have ended: it is to be taken down.";
    /// The permission to advertise with a piece ends soon. To both sides.
    PaidAdsNearEnd {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
        /// Days that are left.
        days: i64,
    } = "paid_ads_near_end",
        Applications, Attention, Mailed, "{page}",
        "El permiso de pauta de una pieza de «{title}» termina. Días que quedan: {days}.",
        "The permission to advertise with a piece of “{title}” ends. Days left: {days}.";
    /// The permission to advertise with a piece has ended. To both sides.
    PaidAdsEnded {
        /// Where to look.
        page: ApplicationPage,
        /// The campaign's title.
        title: String,
    } = "paid_ads_ended",
        Applications, Attention, Mailed, "{page}",
        "Terminó el permiso de pauta de una pieza de «{title}».",
        "The permission to advertise with a piece of “{title}” has ended.";

    /// The days for rating begin. To the creator.
    RatingOpen {
        /// The campaign's title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_open",
        Applications, Information, Mailed, "/creator/applications/{application}",
        "Terminó «{title}». Contá cómo te fue con la marca.",
        "“{title}” is completed. Say how it was to work with the brand.";
    /// The creator has rated; the brand can, too.
    RatingAwaitsBrand {
        /// Of which campaign.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_awaits_brand",
        Applications, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Te valoraron por «{title}». Vas a ver qué dice cuando valores vos también.",
        "You were rated for “{title}”. You see what it says once you rate, too.";
    /// The brand has rated; the creator can, too.
    RatingAwaitsCreator {
        /// The campaign's title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_awaits_creator",
        Applications, Information, Mailed, "/creator/applications/{application}",
        "Te valoraron por «{title}». Vas a ver qué dice cuando valores vos también.",
        "You were rated for “{title}”. You see what it says once you rate, too.";
    /// What a creator wrote of a brand is shown.
    RatingOfBrandShown {
        /// Of which campaign.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_of_brand_shown",
        Applications, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Ya se ve cómo te valoraron por «{title}».",
        "How you were rated for “{title}” is shown now.";
    /// What a brand wrote of a creator is shown.
    RatingOfCreatorShown {
        /// The campaign's title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_of_creator_shown",
        Applications, Information, Mailed, "/creator/applications/{application}",
        "Ya se ve cómo te valoraron por «{title}».",
        "How you were rated for “{title}” is shown now.";
    /// A brand's rating has a reply.
    RatingRepliedToBrand {
        /// Of which campaign.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_replied_to_brand",
        Applications, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}",
        "Respondieron a tu valoración de «{title}».",
        "There is a reply to your rating of “{title}”.";
    /// A creator's rating has a reply.
    RatingRepliedToCreator {
        /// The campaign's title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "rating_replied_to_creator",
        Applications, Information, Mailed, "/creator/applications/{application}",
        "Respondieron a tu valoración de «{title}».",
        "There is a reply to your rating of “{title}”.";
    /// The staff took a rating out of sight. To whoever wrote it.
    RatingHidden {
        /// The campaign's title.
        title: String,
        /// Why.
        reason: String,
    } = "rating_hidden",
        Applications, Attention, Mailed, "/account/notifications",
        "Tu valoración de «{title}» dejó de verse: {reason}",
        "Your rating of “{title}” is out of sight: {reason}";

    /// The other side has written. To a creator.
    MessageToCreator {
        /// The campaign's title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "message_to_creator",
        Messages, Information, Mailed, "/creator/applications/{application}/messages",
        "Tenés mensajes nuevos por «{title}».",
        "You have new messages about “{title}”.";
    /// The other side, or a colleague, has written. To whoever works in a brand.
    MessageToBrand {
        /// Of which campaign.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// The application.
        application: ApplicationId,
    } = "message_to_brand",
        Messages, Information, Mailed, "/brand/campaigns/{campaign}/applications/{application}/messages",
        "Hay mensajes nuevos por «{title}».",
        "There are new messages about “{title}”.";
    /// The staff took a message out of sight. To whoever wrote it.
    MessageHidden {
        /// The campaign's title.
        title: String,
        /// Why.
        reason: String,
    } = "message_hidden",
        Messages, Attention, Mailed, "/account/notifications",
        "Un mensaje tuyo sobre «{title}» dejó de verse: {reason}",
        "A message of yours about “{title}” is out of sight: {reason}";
    /// The staff cancelled a campaign. To its brand.
    CampaignSuspended {
        /// Which campaign.
        campaign: CampaignId,
        /// Its title.
        title: String,
        /// Why.
        reason: String,
    } = "campaign_suspended",
        Campaigns, Bad, Mailed, "/brand/campaigns/{campaign}",
        "El equipo de Avenue canceló «{title}»: {reason}",
        "The staff of Avenue has cancelled “{title}”: {reason}";

    /// Something was reported for the first time. To the staff.
    AbuseReported {
        /// The case.
        case: AbuseCaseId,
    } = "abuse_reported",
        Account, Attention, Mailed, "/admin/abuse/{case}",
        "Hay una denuncia por revisar.",
        "A report of abuse is to be looked into.";
    /// What somebody reported was decided. To whoever reported.
    AbuseDecided {} = "abuse_decided",
        Account, Good, Mailed, "/account/reports",
        "Revisamos lo que denunciaste. Gracias por avisar.",
        "We have looked into what you reported. Thank you for telling us.";

    /// Somebody wrote by the contact form. To the staff.
    ContactReceived {
        /// The message.
        message: ContactMessageId,
    } = "contact_received",
        Messages, Information, Mailed, "/admin/contact/{message}",
        "Alguien escribió por el formulario de contacto.",
        "Somebody wrote by the contact form.";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_kinds_are_called_the_same() {
        assert_eq!(Event::WORDS.iter().collect::<HashSet<_>>().len(), Event::WORDS.len());
    }

    #[test]
    fn words_and_address_name_the_fields() {
        let refused = Event::AvatarRefused { why: "it is {broken}".to_owned() };
        assert_eq!(refused.en(), "The picture that you sent cannot be used: it is {broken}");
        assert_eq!(refused.es(), "No se pudo usar la foto que enviaste. Probá con otra.");
        assert_eq!(refused.link(), "/account");
        let backup = BackupId::new(uuid::Uuid::nil());
        let failed = Event::BackupFailed { backup, database: "avenue".to_owned(), error: "no".to_owned() };
        assert_eq!(failed.link(), format!("/admin/backups/{backup}"));
        assert_eq!((failed.word(), failed.level(), failed.is_mailed()), ("backup_failed", Level::Bad, false));
        assert!(Event::AvatarUpdated {}.is_mailed());
        let application = ApplicationId::new(uuid::Uuid::nil());
        let page = ApplicationPage::Creator { application };
        let late = Event::DeliverableLate { page, title: "Café".to_owned(), number: 2 };
        assert_eq!(late.link(), format!("/creator/applications/{application}"));
        assert_eq!(late.es(), "La pieza 2 de «Café» está atrasada.");
    }
}

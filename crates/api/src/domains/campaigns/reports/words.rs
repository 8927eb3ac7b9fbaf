//! What things are called in sheets and reports, in both languages.

use docs::Language;
use shared::campaigns::{
    ApplicationState, CampaignState, CompensationKind, DeliverableKind, MetricsState, OfferSide,
    RatingCriterion,
};
use shared::creators::{Category, CreatorLevel, Platform};
use shared::figures::FigureKind;
use shared::identity::Locale;

/// A reader's language, as documents are written in.
pub const fn language(locale: Locale) -> Language {
    match locale {
        Locale::Es => Language::Es,
        Locale::En => Language::En,
    }
}

/// One of two texts, by the reader's language.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Locale);

impl Words {
    /// The text of the language: Spanish, English.
    pub const fn say(self, es: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Locale::Es => es,
            Locale::En => en,
        }
    }

    /// Where a campaign stands.
    pub const fn campaign(self, state: CampaignState) -> &'static str {
        match state {
            CampaignState::Draft => self.say("Borrador", "Draft"),
            CampaignState::Published => self.say("Publicada", "Published"),
            CampaignState::Closed => self.say("Cerrada", "Closed"),
            CampaignState::Completed => self.say("Terminada", "Completed"),
            CampaignState::Cancelled => self.say("Cancelada", "Cancelled"),
        }
    }

    /// Where an application stands.
    pub const fn application(self, state: ApplicationState) -> &'static str {
        match state {
            ApplicationState::Applied => self.say("Postulada", "Applied"),
            ApplicationState::Shortlisted => self.say("Preseleccionada", "Shortlisted"),
            ApplicationState::Confirmed => self.say("Confirmada", "Confirmed"),
            ApplicationState::Rejected => self.say("Rechazada", "Rejected"),
            ApplicationState::Withdrawn => self.say("Retirada", "Withdrawn"),
        }
    }

    /// Where figures stand.
    pub const fn metrics(self, state: MetricsState) -> &'static str {
        match state {
            MetricsState::Reading => self.say("Leyendo", "Being read"),
            MetricsState::Read => self.say("Por confirmar", "To be confirmed"),
            MetricsState::Unread => self.say("Por escribir", "To be typed"),
            MetricsState::Confirmed => self.say("Confirmadas", "Confirmed"),
            MetricsState::Questioned => self.say("En duda", "In doubt"),
            MetricsState::Discarded => self.say("Descartadas", "Discarded"),
        }
    }

    /// A kind of compensation.
    pub const fn compensation(self, kind: CompensationKind) -> &'static str {
        match kind {
            CompensationKind::Exchange => self.say("Canje", "Exchange"),
            CompensationKind::Fee => self.say("Pago", "Fee"),
            CompensationKind::Both => self.say("Canje y pago", "Exchange and fee"),
        }
    }

    /// A level of creators.
    pub const fn level(self, level: CreatorLevel) -> &'static str {
        match level {
            CreatorLevel::Trainee => self.say("En formación", "Trainee"),
            CreatorLevel::Verified => self.say("Verificado", "Verified"),
            CreatorLevel::Pro => "Pro",
        }
    }

    /// What somebody speaks about.
    pub const fn category(self, category: Category) -> &'static str {
        match category {
            Category::Beauty => self.say("Belleza", "Beauty"),
            Category::Fashion => self.say("Moda", "Fashion"),
            Category::Food => self.say("Comida", "Food"),
            Category::Travel => self.say("Viajes", "Travel"),
            Category::Fitness => self.say("Entrenamiento", "Fitness"),
            Category::Health => self.say("Salud", "Health"),
            Category::Family => self.say("Familia", "Family"),
            Category::Home => self.say("Casa y jardín", "Home and garden"),
            Category::Technology => self.say("Tecnología", "Technology"),
            Category::Gaming => self.say("Videojuegos", "Gaming"),
            Category::Music => self.say("Música y danza", "Music and dance"),
            Category::Art => self.say("Arte y fotografía", "Art and photography"),
            Category::Education => self.say("Educación", "Education"),
            Category::Finance => self.say("Finanzas", "Finance"),
            Category::Business => self.say("Negocios", "Business"),
            Category::Sports => self.say("Deportes", "Sports"),
            Category::Pets => self.say("Mascotas", "Pets"),
            Category::Motoring => self.say("Autos y motos", "Motoring"),
            Category::Entertainment => self.say("Entretenimiento", "Entertainment"),
            Category::Lifestyle => self.say("Estilo de vida", "Lifestyle"),
        }
    }

    /// A language that people speak, by its code; a code that is not known stays one.
    pub fn tongue(self, code: &str) -> &str {
        match code {
            "es" => self.say("Español", "Spanish"),
            "gn" => self.say("Guaraní", "Guaraní"),
            "en" => self.say("Inglés", "English"),
            "pt" => self.say("Portugués", "Portuguese"),
            "de" => self.say("Alemán", "German"),
            "fr" => self.say("Francés", "French"),
            "it" => self.say("Italiano", "Italian"),
            other => other,
        }
    }

    /// A side.
    pub const fn side(self, side: OfferSide) -> &'static str {
        match side {
            OfferSide::Brand => self.say("Marca", "Brand"),
            OfferSide::Creator => self.say("Quien crea", "Creator"),
        }
    }

    /// A criterion of ratings.
    pub const fn criterion(self, criterion: RatingCriterion) -> &'static str {
        match criterion {
            RatingCriterion::Quality => self.say("Calidad", "Quality"),
            RatingCriterion::Punctuality => self.say("Puntualidad", "Punctuality"),
            RatingCriterion::Clarity => self.say("Claridad", "Clarity"),
            RatingCriterion::Fulfilment => self.say("Cumplimiento", "Fulfilment"),
            RatingCriterion::Communication => self.say("Comunicación", "Communication"),
        }
    }

    /// What is delivered: one of it, and several.
    pub const fn deliverable(self, kind: DeliverableKind, many: bool) -> &'static str {
        match (kind, many) {
            (DeliverableKind::Photo, false) => self.say("foto", "photo"),
            (DeliverableKind::Photo, true) => self.say("fotos", "photos"),
            (DeliverableKind::Reel, false) => "reel",
            (DeliverableKind::Reel, true) => "reels",
            (DeliverableKind::Video, false) => "video",
            (DeliverableKind::Video, true) => self.say("videos", "videos"),
            (DeliverableKind::Story, false) => self.say("historia", "story"),
            (DeliverableKind::Story, true) => self.say("historias", "stories"),
            (DeliverableKind::Post, false) => self.say("publicación", "post"),
            (DeliverableKind::Post, true) => self.say("publicaciones", "posts"),
        }
    }

    /// A network, or what is none.
    pub fn platform(self, platform: Platform) -> &'static str {
        platform.name()
    }

    /// Yes or no.
    pub const fn yes(self, yes: bool) -> &'static str {
        if yes { self.say("Sí", "Yes") } else { "No" }
    }

    /// What a figure counts; times are in seconds.
    pub const fn figure(self, kind: FigureKind) -> &'static str {
        match kind {
            FigureKind::Views => self.say("Vistas", "Views"),
            FigureKind::Reach => self.say("Alcance", "Reach"),
            FigureKind::Impressions => self.say("Impresiones", "Impressions"),
            FigureKind::Interactions => self.say("Interacciones", "Interactions"),
            FigureKind::AccountsEngaged => self.say("Cuentas que interactuaron", "Accounts engaged"),
            FigureKind::Likes => self.say("Me gusta", "Likes"),
            FigureKind::Comments => self.say("Comentarios", "Comments"),
            FigureKind::Shares => self.say("Veces compartido", "Shares"),
            FigureKind::Reposts => self.say("Republicaciones", "Reposts"),
            FigureKind::Saves => self.say("Guardados", "Saves"),
            FigureKind::Followers => self.say("Seguidores", "Followers"),
            FigureKind::FollowersGained => self.say("Seguidores nuevos", "Followers gained"),
            FigureKind::ProfileVisits => self.say("Visitas al perfil", "Profile visits"),
            FigureKind::LinkClicks => self.say("Toques en el enlace", "Link clicks"),
            FigureKind::AverageWatchTime => {
                self.say("Tiempo medio de visualización (s)", "Average watch time (s)")
            }
            FigureKind::WatchTime => self.say("Tiempo total de visualización (s)", "Watch time (s)"),
            FigureKind::AverageWatched => self.say("Parte vista en promedio", "Average watched"),
            FigureKind::Completion => self.say("Lo vieron completo", "Completion"),
            FigureKind::ClickThroughRate => self.say("Tasa de clics", "Click-through rate"),
            FigureKind::EngagementRate => self.say("Interacción (de la red)", "Engagement (of the network)"),
        }
    }
}

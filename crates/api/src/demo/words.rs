//! What people who are made up say to each other, as people in Paraguay do.

use shared::campaigns::ShippingAddress;
use shared::creators::{CreatorCard, Platform};

use crate::infra::chance::Chance;

/// What is added to a brief after it was published.
pub const ALSO: &str = "Etiquetá nuestra cuenta en la publicación y en la historia.";

/// Why a campaign is called off.
pub const CANCELLED: &[&str] = &[
    "El producto no llega a tiempo de aduana y preferimos no hacer esperar a nadie.",
    "Cambiamos la fecha del lanzamiento: volvemos a publicar la campaña el mes que viene.",
    "Nos quedamos sin stock para los envíos.",
];

/// How creators apply.
pub const APPLIES: &[&str] = &[
    "¡Hola! Uso el producto hace tiempo y me encantaría mostrarlo en mi día a día. Te dejo mi portafolio en el perfil.",
    "Buenas, hago videos cortos con luz natural y entrego rápido. Ya trabajé con marcas parecidas en Asunción.",
    "Mi comunidad siempre me pregunta por este tipo de productos. Tengo una idea para un reel con antes y después.",
    "Me gusta mucho la propuesta. Puedo grabar en casa y también en exteriores, en la Costanera o en el centro.",
    "Hola, soy de acá nomás y conozco bien la marca. Propongo mostrar el producto en un asado de domingo en familia.",
    "¡Me copa la campaña! Edito yo misma, con subtítulos, y mando el primer borrador en tres días.",
    "",
];

/// What a brand says with its offer.
pub const OFFERS: &[&str] = &[
    "Nos encantó tu perfil. Estas son las condiciones; cualquier duda nos escribís.",
    "Queremos trabajar con vos. Si estás de acuerdo, firmá y coordinamos el envío.",
    "Tu estilo va justo con lo que buscamos.",
];

/// What a creator says with other terms.
pub const COUNTERS: &[&str] = &[
    "Por la cantidad de piezas te propongo este monto, con una ronda de cambios más si hace falta.",
    "Incluye la edición con subtítulos y una historia extra. ¿Les parece?",
    "Con los derechos de uso que piden, este es mi precio.",
];

/// Why an application is declined.
pub const DECLINED: &[&str] = &[
    "Esta vez buscamos perfiles de otra ciudad. ¡Gracias por postularte!",
    "Ya completamos los lugares para tu categoría.",
    "Tu perfil nos gusta, pero para esta campaña necesitamos más experiencia en video.",
];

/// What a brand writes.
pub const BRAND_WRITES: &[&str] = &[
    "¡Hola! Gracias por postularte. ¿Tenés disponibilidad para grabar esta semana?",
    "¿Te parece si el primer borrador lo vemos el viernes?",
    "Acordate de mostrar el envase de frente en los primeros segundos.",
    "Genial, quedamos así. Cualquier cosa me escribís por acá.",
    "El paquete sale mañana por encomienda.",
    "Nos encantó la idea, dale nomás.",
];

/// What a creator writes.
pub const CREATOR_WRITES: &[&str] = &[
    "¡Hola! Sí, puedo grabar el jueves a la tarde.",
    "Dale, perfecto. Te mando el guion hoy a la noche.",
    "¿Puedo usar música en tendencia o prefieren voz en off?",
    "Ya lo tengo, llegó todo bien. ¡Gracias!",
    "Justo llueve toda la semana, ¿les sirve si grabo adentro?",
    "Listo, ya subí el borrador para que lo vean.",
];

/// What a creator says with a draft.
pub const DRAFT_NOTES: &[&str] = &[
    "Primera versión, la música es provisoria.",
    "Le agregué subtítulos y bajé un poco el color.",
    "Va con los cambios que pidieron.",
];

/// What a brand remarks on a draft.
pub const REMARKS: &[&str] = &[
    "Acá el logo queda cortado, ¿podés encuadrar un poco más abierto?",
    "Este momento nos encanta, dejalo así.",
    "El texto pasa muy rápido, dale un segundo más.",
    "Falta mencionar la promo en este punto.",
];

/// What a creator answers.
pub const ANSWERS: &[&str] = &[
    "Dale, lo reencuadro en la próxima versión.",
    "Sí, lo alargo y le pongo el texto más grande.",
    "Perfecto, lo cambio hoy mismo.",
];

/// Why a draft goes back.
pub const CHANGES: &[&str] = &[
    "Muy buen trabajo. Por favor mostrá el producto en los primeros tres segundos y bajá un poco la música.",
    "Falta mencionar dónde se compra. Con eso queda aprobado.",
    "¿Podés regrabar la toma final con mejor luz?",
];

/// Why a draft goes back that does not say that it is advertising.
pub const SAY_SO: &str = "Falta decir que es publicidad: agregá #publicidad al texto.";

/// Why a draft is not taken.
pub const REFUSED: &[&str] = &["Aparece otra marca en todo el video y no respeta lo que pedía el brief."];

/// Who carries parcels.
pub const CARRIERS: &[&str] = &["Correo Paraguayo", "Encomiendas NSA", "La Encarnacena", "Moto envío", "DHL"];

/// What is wrong with what came.
pub const DAMAGED: &[&str] =
    &["El frasco llegó roto y se derramó dentro de la caja.", "La caja vino abierta y faltaba una parte."];

/// What is said of creators.
pub const OF_CREATORS: &[&str] = &[
    "Excelente trabajo: entendió el brief a la primera y entregó antes de tiempo.",
    "Muy profesional. El video quedó mejor de lo que esperábamos y vendimos bien esa semana.",
    "Buena comunicación, contenido prolijo. Volveríamos a trabajar juntos.",
    "Gran calidad de imagen y mucha onda.",
];

/// What is said of creators who did not finish.
pub const OF_SLOW_CREATORS: &[&str] = &[
    "El contenido era bueno, pero costó que llegara.",
    "Hubo que insistir bastante para tener los borradores.",
];

/// What is said of brands.
pub const OF_BRANDS: &[&str] = &[
    "El brief era claro y respondieron todo rápido. El producto llegó impecable.",
    "Muy buena experiencia, cumplieron con lo acordado.",
    "Tardaron un poco en responder, pero todo bien al final.",
    "Un equipo re amable, dan libertad para crear.",
];

/// What whoever is rated replies.
pub const REPLIES: &[&str] = &[
    "¡Gracias! Un gusto trabajar con ustedes.",
    "Gracias por la confianza, ¡a repetirlo!",
    "Lo tenemos en cuenta para la próxima.",
];

/// Why a brand doubts figures.
pub const DOUBTS: &[&str] = &[
    "El alcance nos parece alto para los días que lleva publicado. ¿Podés revisarlo?",
    "En la publicación vemos menos comentarios de los que pusiste. ¿Nos confirmás?",
];

/// What a creator says who confirms them anew.
pub const VOUCHES: &[&str] = &[
    "Lo volví a mirar: son los números que muestra la red hoy.",
    "Incluye también lo que llegó por la publicación compartida.",
];

/// What people say when they report something.
pub const REPORTS: &[&str] = &[
    "Manda el mismo mensaje a todo el mundo.",
    "Usa fotos que son de otra persona.",
    "Pide que le paguen por fuera antes de empezar.",
];

const STREETS: &[&str] = &[
    "Avda. Mariscal López",
    "Palma",
    "Estrella",
    "Avda. España",
    "Carlos Antonio López",
    "14 de Mayo",
    "Cerro Corá",
    "Avda. Eusebio Ayala",
    "Teniente Fariña",
    "Mcal. Estigarribia",
];

const NEAR: &[&str] =
    &["Portón verde", "A media cuadra del súper", "Frente a la plaza", "Casa esquina con muralla blanca"];

/// Where a creator has things sent.
pub fn address(chance: &mut Chance, card: &CreatorCard) -> ShippingAddress {
    ShippingAddress {
        recipient: card.name.clone(),
        phone: format!("+59598{}{}", chance.between(1, 6), chance.digits(6)),
        street: format!("{} {}", chance.text(STREETS), chance.between(100, 4200)),
        reference: Some(chance.text(NEAR).to_owned()),
        city: card.city.clone().unwrap_or_else(|| "Asunción".to_owned()),
        region: None,
        postal_code: None,
        country: "PY".to_owned(),
    }
}

/// What stands under a post.
pub fn caption(chance: &mut Chance, title: &str, says_so: bool) -> String {
    const BEGIN: &[&str] = &[
        "Domingo de prueba:",
        "Les cuento mi secreto:",
        "No me lo saco de la cabeza:",
        "Esto me cambió la rutina:",
    ];
    const AD: &[&str] = &["#publicidad", "#ad", "#colaboracionpagada", "Colaboración pagada."];
    let begin = chance.text(BEGIN);
    if says_so {
        format!("{begin} {title} 💚 {}", chance.text(AD))
    } else {
        format!("{begin} {title} 💚")
    }
}

/// The address of a post.
pub fn post(chance: &mut Chance, platform: Platform, card: &CreatorCard) -> String {
    let on = card.networks.iter().find(|network| network.platform == platform);
    let handle = on.map_or("avenue.py", |network| network.handle.as_str());
    match platform {
        Platform::TikTok => format!("https://www.tiktok.com/@{handle}/video/7{}", chance.digits(18)),
        Platform::YouTube => format!("https://www.youtube.com/shorts/{}", chance.code(11)),
        Platform::Facebook => format!("https://www.facebook.com/reel/{}", chance.digits(16)),
        Platform::X => format!("https://x.com/{}/status/17{}", chance.code(9), chance.digits(17)),
        Platform::Twitch => format!("https://www.twitch.tv/videos/2{}", chance.digits(9)),
        Platform::LinkedIn => format!("https://www.linkedin.com/posts/{}", chance.code(20)),
        Platform::Pinterest => format!("https://www.pinterest.com/pin/{}", chance.digits(18)),
        Platform::Instagram => format!("https://www.instagram.com/reel/{}/", chance.code(11)),
    }
}

//! Where things stand, as errors say it in Spanish, right behind the thing; in English they say the state itself.

use shared::campaigns::{ApplicationState, CampaignState, DeliverableState, MetricsState, ShipmentState};

/// Of a campaign.
pub const fn campaign(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => "en borrador",
        CampaignState::Published => "publicada",
        CampaignState::Closed => "cerrada",
        CampaignState::Completed => "terminada",
        CampaignState::Cancelled => "cancelada",
    }
}

/// Of an application.
pub const fn application(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Applied => "apenas recibida",
        ApplicationState::Shortlisted => "preseleccionada",
        ApplicationState::Confirmed => "confirmada",
        ApplicationState::Rejected => "rechazada",
        ApplicationState::Withdrawn => "retirada",
    }
}

/// Of a shipment.
pub const fn shipment(state: ShipmentState) -> &'static str {
    match state {
        ShipmentState::AwaitingAddress => "sin dirección",
        ShipmentState::AwaitingDispatch => "que falta mandar",
        ShipmentState::Sent => "en camino",
        ShipmentState::Damaged => "con un problema",
        ShipmentState::Received => "recibido",
        ShipmentState::NotNeeded => "que no hace falta",
    }
}

/// Of a deliverable.
pub const fn deliverable(state: DeliverableState) -> &'static str {
    match state {
        DeliverableState::Owed => "sin borrador",
        DeliverableState::InReview => "en revisión",
        DeliverableState::ChangesRequested => "con cambios pedidos",
        DeliverableState::Approved => "aprobada",
        DeliverableState::Published => "publicada",
        DeliverableState::Rejected => "rechazada",
    }
}

/// Of the figures of a post.
pub const fn figures(state: MetricsState) -> &'static str {
    match state {
        MetricsState::Reading => "que se están leyendo",
        MetricsState::Read => "por confirmar",
        MetricsState::Unread => "por escribir",
        MetricsState::Confirmed => "confirmadas",
        MetricsState::Questioned => "en duda",
        MetricsState::Discarded => "descartadas",
    }
}

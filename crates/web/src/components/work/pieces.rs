//! What is to be done: the product that is sent, and every piece that is owed with where it stands.

use leptos::prelude::*;
use shared::campaigns::{OwedDeliverable, Shipment};

use super::shipping::ShippingCard;
use super::{Job, use_job, words};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::status::{Badge, Tone};

/// The section.
#[component]
pub fn WorkSection() -> impl IntoView {
    let job = use_job();
    let shipment: Memo<Option<Shipment>> = Memo::new(move |_| job.shipment.value().flatten());
    let pieces = Memo::new(move |_| job.pieces.value());
    view! {
        <div class="stack loose">
            {move || job.is_cancelled().then(|| view! { <p class="notice bad">{tr!(work.cancelled)}</p> })}
            {failed(job.shipment)}
            <ShippingCard shipment/>
            <Card title=tr!(deliverables.title) text=tr!(deliverables.text)>
                {move || match pieces.get() {
                    Some(pieces) if pieces.is_empty() => view! {
                        <Empty title=tr!(deliverables.empty) icon=Icon::ListChecks/>
                    }.into_any(),
                    Some(pieces) => view! {
                        <ol class="work-pieces" role="list">
                            {pieces.into_iter().map(|piece| view! { <li>{line(job, piece)}</li> }).collect_view()}
                        </ol>
                    }.into_any(),
                    None => match job.pieces.get() {
                        Load::Failed(_) => failed(job.pieces)(),
                        Load::Waiting | Load::Ready(_) => view! { <Skeleton lines=4/> }.into_any(),
                    },
                }}
            </Card>
        </div>
    }
}

/// Says that something could not be read, if so.
fn failed<T: Clone + Send + Sync + 'static>(
    remote: Remote<T>,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || match remote.get() {
        Load::Failed(problem) => {
            view! { <Failure problem on_retry=Callback::new(move |()| remote.reload())/> }.into_any()
        }
        Load::Waiting | Load::Ready(_) => ().into_any(),
    }
}

fn line(job: Job, piece: OwedDeliverable) -> AnyView {
    let href = job.address_of(piece.id);
    let (state, late) = (piece.state, piece.late);
    let named = piece.clone();
    view! {
        <article class="work-piece">
            <div class="row tight between">
                <h3><a href=href>{move || words::piece_name(&named)}</a></h3>
                <span class="row tight">
                    {late.then(|| view! { <Badge text=tr!(deliverables.late) tone=Tone::Bad icon=Icon::Clock/> })}
                    {words::piece_badge(state)}
                </span>
            </div>
            {piece.note.clone().map(|note| view! { <p class="small soft breakable">{note}</p> })}
            <p class="small">{move || words::of_piece(job.side, &piece, None, job.zone().as_deref()).1}</p>
        </article>
    }
    .into_any()
}

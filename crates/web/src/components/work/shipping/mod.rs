//! How the product comes to the creator: where it stands, what the reader can do, and each time that it was sent.

mod address_dialog;
mod countries;
mod report_dialog;
mod send_dialog;

use std::future::Future;

use leptos::prelude::*;
use shared::campaigns::{Dispatch, Shipment, ShipmentState, ShippingAddress};

use super::ask::Ask;
use super::{Job, Side, use_job, words};
use crate::api::{self, ApiResult};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::act;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::{Toasts, use_toasts};

use address_dialog::AddressDialog;
use report_dialog::ReportDialog;
use send_dialog::SendDialog;

/// What the reader can do with a shipment now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Ways {
    address: bool,
    send: bool,
    receive: bool,
    report: bool,
    waive: bool,
}

/// What a side can do where a shipment stands. The API decides again.
const fn ways(side: Side, state: ShipmentState) -> Ways {
    use ShipmentState::{AwaitingAddress, AwaitingDispatch, Damaged, NotNeeded, Received, Sent};
    match (side, state) {
        (_, Received | NotNeeded) | (Side::Brand, Sent) => NOTHING,
        (Side::Creator, AwaitingAddress | AwaitingDispatch) => Ways { address: true, waive: true, ..NOTHING },
        (Side::Creator, Sent) => Ways { receive: true, report: true, ..NOTHING },
        (Side::Creator, Damaged) => Ways { receive: true, address: true, waive: true, ..NOTHING },
        (Side::Brand, AwaitingAddress) => Ways { waive: true, ..NOTHING },
        (Side::Brand, AwaitingDispatch | Damaged) => Ways { send: true, ..NOTHING },
    }
}

const NOTHING: Ways = Ways { address: false, send: false, receive: false, report: false, waive: false };

/// What is asked about before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Receive,
    Waive,
}

impl Move {
    /// What the button says, what follows, and what is said when it was done.
    fn words(self, side: Side) -> [fn() -> &'static str; 3] {
        match (self, side) {
            (Self::Receive, _) => {
                [tr!(shipping.receive), tr!(shipping.receive_text), tr!(shipping.received_done)]
            }
            (Self::Waive, Side::Creator) => {
                [tr!(shipping.waive), tr!(shipping.waive_text_creator), tr!(shipping.waived)]
            }
            (Self::Waive, Side::Brand) => {
                [tr!(shipping.waive), tr!(shipping.waive_text_brand), tr!(shipping.waived)]
            }
        }
    }
}

/// The shipment of the job; nothing where nothing is sent.
#[component]
pub fn ShippingCard(
    /// As it stands.
    shipment: Memo<Option<Shipment>>,
) -> impl IntoView {
    let product = Memo::new(move |_| shipment.get().map(|one| one.product));
    move || {
        product.get().map(|product| {
            view! {
                <Card title=tr!(shipping.title) text=product>
                    <div class="stack">
                        <Standing shipment/>
                        {move || shipment.get().and_then(|one| one.address).map(|address| view! { <AddressView address/> })}
                        {move || shipment.get().map(|one| view! { <Dispatches dispatches=one.dispatches/> })}
                    </div>
                </Card>
            }
        })
    }
}

/// The sentence, the buttons, and what they open.
#[component]
fn Standing(shipment: Memo<Option<Shipment>>) -> impl IntoView {
    let job = use_job();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(Move::Receive);
    let (asking, addressing, sending, reporting) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let took = Callback::new(move |now: Shipment| take(job, now));
    let sentence = Memo::new(move |_| {
        shipment.get().map(|one| words::of_shipment(job.side, &one, job.zone().as_deref()))
    });
    let can = Memo::new(move |_| match shipment.get() {
        Some(one) if job.acts() => ways(job.side, one.state),
        _ => NOTHING,
    });
    let addressed = Memo::new(move |_| shipment.get().is_some_and(|one| one.address.is_some()));
    let ask = move |what: Move| {
        asked.set(what);
        asking.set(true);
    };
    let make = move |()| {
        let what = asked.get_untracked();
        let [_, _, done] = what.words(job.side);
        let finish = move |now: Shipment| {
            asking.set(false);
            toasts.good(done());
            take(job, now);
        };
        go(job, toasts, busy, finish, async move {
            match what {
                Move::Receive => api::work::receive(job.id).await,
                Move::Waive => api::work::waive(job.id).await,
            }
        });
    };
    type Words = [fn() -> &'static str; 3];
    let said = move |which: fn(Words) -> fn() -> &'static str| {
        Text::live(move || which(asked.get().words(job.side))().to_owned())
    };
    let address_text = Text::live(move || {
        if addressed.get() { tr!(shipping.address_change)() } else { tr!(shipping.address_give)() }.to_owned()
    });
    let buttons = move || {
        let Ways { address, send, receive, report, waive } = can.get();
        let address_kind = if addressed.get() { Kind::Secondary } else { Kind::Primary };
        view! {
            <div class="row">
                {send.then(|| view! { <Button text=tr!(shipping.send) kind=Kind::Primary on_press=move |()| sending.set(true)/> })}
                {receive.then(|| view! { <Button text=tr!(shipping.receive) kind=Kind::Primary on_press=move |()| ask(Move::Receive)/> })}
                {report.then(|| view! { <Button text=tr!(shipping.report) on_press=move |()| reporting.set(true)/> })}
                {address.then(|| view! { <Button text=address_text kind=address_kind on_press=move |()| addressing.set(true)/> })}
                {waive.then(|| view! { <Button text=tr!(shipping.waive) kind=Kind::Ghost on_press=move |()| ask(Move::Waive)/> })}
            </div>
        }
    };
    view! {
        {move || {
            // Read here: what a component's children read is not listened to.
            let any = can.get() != NOTHING;
            sentence.get().map(|(tone, text)| view! { <Verdict text tone>{any.then(buttons)}</Verdict> })
        }}
        <Ask
            open=asking
            action=said(|[action, ..]| action)
            follows=said(|[_, follows, _]| follows)
            busy
            on_yes=make
        />
        {(job.side == Side::Creator).then(|| view! {
            <AddressDialog shipment open=addressing took/>
            <ReportDialog open=reporting took/>
        })}
        {(job.side == Side::Brand).then(|| view! { <SendDialog open=sending took/> })}
    }
}

/// Shows the shipment as it is now, and reads again what follows from it.
fn take(job: Job, now: Shipment) {
    job.shipment.set(Some(now));
    job.pieces.reload();
}

/// Makes a move. One that was refused is read again: somebody was faster.
fn go(
    job: Job,
    toasts: Toasts,
    busy: RwSignal<bool>,
    done: impl FnOnce(Shipment) + 'static,
    request: impl Future<Output = ApiResult<Shipment>> + 'static,
) {
    act(busy, request, done, move |problem| {
        toasts.problem(&problem);
        if problem.status == 409 {
            job.shipment.reload();
        }
    });
}

/// Where it is sent to.
#[component]
fn AddressView(address: ShippingAddress) -> impl IntoView {
    let ShippingAddress { recipient, phone, street, reference, city, region, postal_code, country } = address;
    let place: Vec<String> = [Some(city), region, postal_code].into_iter().flatten().collect();
    let tel = format!("tel:{phone}");
    view! {
        <section class="stack tight">
            <h3>{tr!(shipping.address)}</h3>
            <address class="work-address">
                <span class="strong">{recipient}</span>
                <span>{street}</span>
                {reference.map(|reference| view! { <span class="brief-text">{reference}</span> })}
                <span>{place.join(", ")}</span>
                <span>{move || countries::name(&country)}</span>
                <a href=tel>{phone}</a>
            </address>
        </section>
    }
}

/// Each time that it was sent, the last first.
#[component]
fn Dispatches(dispatches: Vec<Dispatch>) -> impl IntoView {
    (!dispatches.is_empty()).then(|| {
        view! {
            <section class="stack tight">
                <h3>{tr!(shipping.dispatches)}</h3>
                <ol class="offers" role="list">
                    {dispatches.into_iter().rev().map(|one| view! { <li>{dispatch(one)}</li> }).collect_view()}
                </ol>
            </section>
        }
    })
}

fn dispatch(one: Dispatch) -> AnyView {
    let job = use_job();
    let at = one.sent_at;
    let note = one.problem_note;
    view! {
        <div class="stack tight">
            <Facts>
                <Fact label=tr!(shipping.sent_at)>
                    <time datetime=at.to_string()>{move || words::when(job.zone().as_deref(), at)}</time>
                </Fact>
                <Fact label=tr!(shipping.carrier)>{one.carrier}</Fact>
                <Fact label=tr!(shipping.tracking_number)><code class="breakable">{one.tracking_number}</code></Fact>
            </Facts>
            {one.tracking_url.map(|url| view! {
                <p><a class="row tight" href=url target="_blank" rel="noopener noreferrer nofollow">
                    {tr!(shipping.follow)}<IconView icon=Icon::ExternalLink class="small"/>
                </a></p>
            })}
            {one.problem.map(|problem| view! { <p><Badge text=words::problem(problem) tone=Tone::Bad/></p> })}
            {note.map(|note| view! { <blockquote class="quote breakable">{note}</blockquote> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn nothing_is_offered_that_the_rules_refuse() {
        // As in the table of the API's rules: address, send, receive, report, waive.
        let row = |side, state| {
            let Ways { address, send, receive, report, waive } = ways(side, state);
            [address, send, receive, report, waive].map(u8::from)
        };
        for (state, creator, brand) in [
            (ShipmentState::AwaitingAddress, [1, 0, 0, 0, 1], [0, 0, 0, 0, 1]),
            (ShipmentState::AwaitingDispatch, [1, 0, 0, 0, 1], [0, 1, 0, 0, 0]),
            (ShipmentState::Sent, [0, 0, 1, 1, 0], [0, 0, 0, 0, 0]),
            (ShipmentState::Damaged, [1, 0, 1, 0, 1], [0, 1, 0, 0, 0]),
            (ShipmentState::Received, [0; 5], [0; 5]),
            (ShipmentState::NotNeeded, [0; 5], [0; 5]),
        ] {
            assert_eq!(row(Side::Creator, state), creator, "{state:?}");
            assert_eq!(row(Side::Brand, state), brand, "{state:?}");
        }
    }
}

//! Saying that the product is on its way.

use leptos::prelude::*;
use shared::campaigns::{SendShipment, Shipment};

use super::super::use_job;
use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn SendDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The shipment as it is then.
    took: Callback<Shipment>,
) -> impl IntoView {
    let job = use_job();
    let toasts = use_toasts();
    let form = Form::new("send");
    let empty = || RwSignal::new(String::new());
    let (carrier, number, url) = (empty(), empty(), empty());
    let submit = Callback::new(move |()| {
        let typed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let body = SendShipment {
            carrier: typed(carrier),
            tracking_number: typed(number),
            tracking_url: Some(typed(url)).filter(|url| !url.is_empty()),
        };
        form.submit(
            body,
            move |body| async move { api::work::send(job.id, &body).await },
            move |now: Shipment| {
                open.set(false);
                for text in [carrier, number, url] {
                    text.set(String::new());
                }
                toasts.good(tr!(shipping.sent_done)());
                took.run(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(shipping.send)>
            <div class="stack">
                <p class="small soft">{tr!(shipping.send_text)}</p>
                <FormView form on_submit=submit>
                    <TextField form name="carrier" label=tr!(shipping.carrier) value=carrier wrong=tr!(shipping.carrier_wrong)/>
                    <TextField form name="tracking_number" label=tr!(shipping.tracking_number) value=number code=true wrong=tr!(shipping.tracking_number_wrong)/>
                    <TextField form name="tracking_url" label=tr!(shipping.tracking_url) value=url help=tr!(shipping.tracking_url_help) wrong=tr!(shipping.url_wrong) optional=true/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(shipping.send) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}

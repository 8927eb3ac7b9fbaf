//! Setting a second factor up: the code to scan, and the first code back.

use leptos::prelude::*;
use shared::identity::{ConfirmSecondFactor, RecoveryCodes, SecondFactorSetup};

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::toast::use_toasts;

/// Begins, shows what the app needs to know, and takes its first code.
#[component]
pub fn Setup(
    /// The platform asks for one.
    required: bool,
    /// It is on now; these are its recovery codes.
    got: Callback<RecoveryCodes>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let setup = RwSignal::new(None::<SecondFactorSetup>);
    let begin = move |()| {
        act(
            busy,
            api::identity::begin_second_factor(),
            move |begun| setup.set(Some(begun)),
            move |problem| toasts.problem(&problem),
        );
    };
    move || {
        match setup.get() {
        Some(setup) => view! { <Scan setup got/> }.into_any(),
        None => view! {
            <div class="stack">
                {required.then(|| view! { <p class="strong">{tr!(security.required)}</p> })}
                <p>{tr!(security.off_text)}</p>
                <div class="row"><Button text=tr!(security.begin) kind=Kind::Primary icon=Icon::ShieldCheck busy on_press=begin/></div>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Scan(setup: SecondFactorSetup, got: Callback<RecoveryCodes>) -> impl IntoView {
    let form = Form::new("second-factor");
    let code = RwSignal::new(String::new());
    let submit = move |()| {
        let body = ConfirmSecondFactor { code: code.get_untracked().trim().to_owned() };
        form.submit(
            body,
            |body| async move { api::identity::confirm_second_factor(&body).await },
            move |codes| got.run(codes),
        );
    };
    let picture = format!("data:image/svg+xml;charset=utf-8,{}", api::encode(&setup.qr_svg));
    view! {
        <div class="stack">
            <p>{tr!(security.scan)}</p>
            <img class="factor-qr" src=picture width="220" height="220" alt=tr!(security.scan)/>
            <p class="small">{tr!(security.secret)}": "<code class="breakable" id="second-factor-secret">{setup.secret}</code></p>
            <FormView form on_submit=submit>
                <TextField form name="code" label=tr!(security.code) help=tr!(security.code_help) value=code autocomplete="one-time-code" wrong=tr!(security.code_wrong) code=true/>
                <div class="row"><Button text=tr!(security.confirm) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </div>
    }
}

//! The form that makes a key.

use leptos::prelude::*;
use shared::identity::{AddressRange, CreateApiKey, NewApiKey, Scope};

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Checkbox, Form, FormView, Select, SelectOption, TextArea, TextField};
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::text::Text;

/// Name, scopes, lifetime, networks.
#[component]
pub fn CreateForm(
    /// It is made.
    got: Callback<NewApiKey>,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let form = Form::new("api-key");
    let name = RwSignal::new(String::new());
    let life = RwSignal::new("90".to_owned());
    let networks = RwSignal::new(String::new());
    let chosen = StoredValue::new(Vec::<(Scope, RwSignal<bool>)>::new());
    let scopes = Remote::new(api::identity::api_scopes);
    let submit = move |()| {
        let lines = networks.get_untracked();
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        let Ok(ranges) = lines.map(str::parse::<AddressRange>).collect::<Result<Vec<_>, _>>() else {
            form.refuse("networks", tr!(security.key_networks_wrong)().to_owned());
            return;
        };
        let scopes = chosen.with_value(|all| {
            all.iter()
                .filter(|(_, on)| on.get_untracked())
                .map(|(scope, _)| scope.clone())
                .collect::<Vec<_>>()
        });
        if scopes.is_empty() {
            form.refuse("scopes", tr!(security.key_scopes_wrong)().to_owned());
            return;
        }
        let body = CreateApiKey {
            name: name.get_untracked().trim().to_owned(),
            scopes,
            expires_in_days: life.get_untracked().parse().ok(),
            networks: ranges,
            per_minute: None,
        };
        form.submit(
            body,
            |body| async move { api::identity::create_api_key(&body).await },
            move |made| got.run(made),
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="name" label=tr!(security.key_name) help=tr!(security.key_name_help) value=name wrong=tr!(security.key_name_wrong) first=true/>
            <fieldset class="stack tight">
                <legend class="strong">{tr!(security.key_scopes)}</legend>
                <p class="tiny quiet">{tr!(security.key_scopes_text)}</p>
                {loaded(scopes, 3, move |all| {
                    let all: Vec<_> = all.into_iter().map(|scope| (scope, RwSignal::new(false))).collect();
                    chosen.set_value(all.clone());
                    view! {
                        <div class="key-scopes">
                            {all.into_iter().map(|(scope, on)| view! { <Checkbox label=Text::from(scope.to_string()) value=on/> }).collect_view()}
                        </div>
                    }
                    .into_any()
                })}
            </fieldset>
            <Select form name="expires_in_days" label=tr!(security.key_life) value=life options=vec![
                SelectOption::new("30", tr!(security.key_life_30)),
                SelectOption::new("90", tr!(security.key_life_90)),
                SelectOption::new("365", tr!(security.key_life_365)),
                SelectOption::new("never", tr!(security.key_forever)),
            ]/>
            <TextArea form name="networks" label=tr!(security.key_networks) help=tr!(security.key_networks_help) value=networks rows=3 optional=true/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| close.run(())/>
                <Button text=tr!(security.key_create) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

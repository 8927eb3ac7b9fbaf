//! What a person says of themselves.

use leptos::prelude::*;
use shared::identity::{Locale, Profile, UpdateProfile};

use crate::api;
use crate::browser::spawn;
use crate::i18n::{self, say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::{Field, Form, FormView, Select, SelectOption, TextArea, TextField};
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Names, profile name, language, time zone.
#[component]
pub fn ProfileCard() -> impl IntoView {
    let profile = Remote::new(api::identity::profile);
    view! {
        <Card title=tr!(account.profile) text=tr!(account.profile_text)>
            {loaded(profile, 7, |now| view! { <ProfileForm now/> }.into_any())}
        </Card>
    }
}

#[component]
fn ProfileForm(now: Profile) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("profile");
    let first_name = RwSignal::new(now.first_name);
    let last_name = RwSignal::new(now.last_name);
    let display_name = RwSignal::new(now.display_name.unwrap_or_default());
    let handle = RwSignal::new(now.handle.clone().unwrap_or_default());
    let bio = RwSignal::new(now.bio.unwrap_or_default());
    let time_zone = RwSignal::new(now.time_zone.unwrap_or_default());
    let language = RwSignal::new(if now.locale == Locale::En { "en".to_owned() } else { "es".to_owned() });
    let page = RwSignal::new(now.handle);
    let phone = now.phone;
    let submit = move |()| {
        let trimmed = |value: RwSignal<String>| Some(value.get_untracked().trim().to_owned());
        let body = UpdateProfile {
            first_name: trimmed(first_name),
            last_name: trimmed(last_name),
            display_name: trimmed(display_name),
            bio: trimmed(bio),
            locale: Some(if language.get_untracked() == "en" { Locale::En } else { Locale::Es }),
            time_zone: trimmed(time_zone),
            handle: trimmed(handle),
            privacy: None,
        };
        form.submit(
            body,
            |body| async move { api::identity::update_profile(&body).await },
            move |now: Profile| {
                i18n::choose(i18n::from_shared(now.locale));
                handle.set(now.handle.clone().unwrap_or_default());
                time_zone.set(now.time_zone.unwrap_or_default());
                page.set(now.handle);
                toasts.good(tr!(account.saved)());
                spawn(async move { session.reload().await });
            },
        );
    };
    let handle_help = Text::live(move || {
        let typed = handle.get().trim().to_lowercase();
        say!(person.handle_help, handle = if typed.is_empty() { "…".to_owned() } else { typed })
    });
    view! {
        <FormView form on_submit=submit>
            <TextField form name="first_name" label=tr!(public.first_name) value=first_name autocomplete="given-name" wrong=tr!(public.first_name_wrong)/>
            <TextField form name="last_name" label=tr!(public.last_name) value=last_name autocomplete="family-name" wrong=tr!(public.last_name_wrong) optional=true/>
            <TextField form name="display_name" label=tr!(person.display_name) value=display_name autocomplete="nickname" help=tr!(person.display_name_help) wrong=tr!(person.display_name_wrong) optional=true/>
            <TextField form name="handle" label=tr!(person.handle) value=handle autocomplete="username" help=handle_help wrong=tr!(person.handle_wrong) optional=true code=true/>
            {move || page.get().map(|handle| view! {
                <div class="row"><ButtonLink text=tr!(person.profile_open) href=format!("/u/{handle}") icon=Icon::User small=true/></div>
            })}
            <TextArea form name="bio" label=tr!(person.bio) value=bio help=tr!(person.bio_help) wrong=tr!(person.bio_wrong) optional=true/>
            <Select form name="locale" label=tr!(account.language) value=language options=vec![
                SelectOption::new("es", "Español"),
                SelectOption::new("en", "English"),
            ]/>
            <TimeZoneField form value=time_zone/>
            <Facts>
                <Fact label=tr!(person.phone)>
                    {match phone {
                        Some(phone) => phone.national.into_any(),
                        None => view! { <span class="quiet">{tr!(person.phone_none)}</span> }.into_any(),
                    }}
                </Fact>
            </Facts>
            <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}

/// A zone of the browser's own list, searched by typing.
#[component]
fn TimeZoneField(form: Form, value: RwSignal<String>) -> impl IntoView {
    let id = form.field_id("time_zone");
    let list = format!("{id}-list");
    let zones = zones();
    let here = move |()| {
        if let Some(zone) = zone_here() {
            value.set(zone);
        }
    };
    view! {
        <Field form name="time_zone" label=tr!(person.time_zone).into() wrong=Some(tr!(person.time_zone_wrong).into()) help=Some(tr!(person.time_zone_help).into()) optional=true>
            <input
                id=id
                class="input"
                name="time_zone"
                list=list.clone()
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("{}-help", form.field_id("time_zone"))
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <datalist id=list>
                {zones.into_iter().map(|zone| {
                    let shown = zone.replace('_', " ");
                    view! { <option value=zone>{shown}</option> }
                }).collect_view()}
            </datalist>
            <div class="row"><Button text=tr!(person.time_zone_here) small=true on_press=here/></div>
        </Field>
    }
}

/// The zones that the browser knows; older ones know none, and the API checks what is typed.
fn zones() -> Vec<String> {
    let of = |name: &str, from: &wasm_bindgen::JsValue| js_sys::Reflect::get(from, &name.into()).ok();
    let listed = of("Intl", &js_sys::global()).and_then(|intl| {
        let list: js_sys::Function = wasm_bindgen::JsCast::dyn_into(of("supportedValuesOf", &intl)?).ok()?;
        list.call1(&intl, &"timeZone".into()).ok()
    });
    listed
        .map(|list| js_sys::Array::from(&list).iter().filter_map(|zone| zone.as_string()).collect())
        .unwrap_or_default()
}

/// The zone of this device.
fn zone_here() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

//! Writing to whoever runs the platform, with or without an account, at `/contact`.

use js_sys::Date;
use leptos::prelude::*;
use shared::contact::{ContactKind, ContactReceipt, CreateContactMessage, Operator};

use crate::api;
use crate::components::contact::kind;
use crate::components::creators::words::{key, of_key};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::state::Registered;
use crate::ui::form::{Form, FormView, Kind, Select, SelectOption, TextArea, TextField};
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::status::{Tone, Verdict};
use crate::ui::trail::PageHead;

/// The page.
#[component]
pub fn ContactPage() -> impl IntoView {
    let sent = RwSignal::new(None::<ContactReceipt>);
    let operator = Remote::new(api::contact::operator);
    view! {
        <main id="main" class="page public" tabindex="-1">
            <PageHead title=tr!(contact.title) text=tr!(contact.text)/>
            <div class="contact">
                <Card>
                    {move || match sent.get() {
                        Some(receipt) => view! { <Sent receipt sent/> }.into_any(),
                        None => view! { <Write sent/> }.into_any(),
                    }}
                </Card>
                <Card title=tr!(contact.operator)>
                    {loaded(operator, 3, |operator| view! { <Who operator/> }.into_any())}
                </Card>
            </div>
        </main>
    }
}

#[component]
fn Sent(receipt: ContactReceipt, sent: RwSignal<Option<ContactReceipt>>) -> impl IntoView {
    view! {
        <div role="status">
            <Verdict text=tr!(contact.sent) tone=Tone::Good>
                <p class="small soft">{tr!(contact.sent_text)}</p>
                <p><code class="breakable">{receipt.id.to_string()}</code></p>
                <div class="row"><Button text=tr!(contact.again) on_press=move |()| sent.set(None)/></div>
            </Verdict>
        </div>
    }
}

#[component]
fn Write(sent: RwSignal<Option<ContactReceipt>>) -> impl IntoView {
    let session = use_session();
    let form = Form::new("contact");
    let opened = Date::now();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let who = RwSignal::new(key(&ContactKind::Brand));
    let subject = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let trap = RwSignal::new(String::new());
    // Who is signed in need not say who they are, unless they began to.
    Effect::new(move |_| {
        if let Some(me) = session.me() {
            if name.with_untracked(String::is_empty) {
                name.set(me.first_name);
            }
            if email.with_untracked(String::is_empty) {
                email.set(me.email);
            }
            if session.is_creator() {
                who.set(key(&ContactKind::Creator));
            }
        }
    });
    // What people do not fill in, and may be told about all the same.
    form.register(Registered {
        name: "seconds",
        label: tr!(contact.seconds).into(),
        wrong: Some(tr!(contact.seconds_wrong).into()),
    });
    let options =
        ContactKind::ALL.iter().map(|one| SelectOption::new(key(one), kind(*one))).collect::<Vec<_>>();
    let submit = move |()| {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let body = CreateContactMessage {
            kind: of_key(ContactKind::ALL, &who.get_untracked()).unwrap_or(ContactKind::Other),
            name: text(name),
            email: text(email),
            subject: text(subject),
            words: text(words),
            seconds: seconds_since(opened),
            website: Some(text(trap)).filter(|text| !text.is_empty()),
        };
        form.submit(
            body,
            |body| async move { api::contact::write(&body).await },
            move |receipt| sent.set(Some(receipt)),
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Select form name="kind" label=tr!(contact.kind) value=who options/>
            <TextField form name="name" label=tr!(contact.name) value=name autocomplete="name" wrong=tr!(contact.name_wrong)/>
            <TextField form name="email" label=tr!(contact.email) value=email kind=Kind::Email autocomplete="email" help=tr!(contact.email_help) wrong=tr!(contact.email_wrong)/>
            <TextField form name="subject" label=tr!(contact.subject) value=subject wrong=tr!(contact.subject_wrong)/>
            <TextArea form name="words" label=tr!(contact.words) value=words rows=7 help=tr!(contact.words_help) wrong=tr!(contact.words_wrong)/>
            <Trap form value=trap/>
            <p class="small quiet">
                {tr!(contact.privacy)}" "<a href="/legal/privacy">{tr!(contact.privacy_link)}</a>
            </p>
            <div class="row" id=form.field_id("seconds") tabindex="-1">
                <Button text=tr!(contact.send) kind=ButtonKind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

/// A field that people never meet, and programs fill in.
#[component]
fn Trap(form: Form, value: RwSignal<String>) -> impl IntoView {
    form.register(Registered {
        name: "website",
        label: tr!(contact.trap).into(),
        wrong: Some(tr!(contact.trap_wrong).into()),
    });
    view! {
        <div class="hidden-visually" aria-hidden="true">
            <label>
                {tr!(contact.trap)}
                <input
                    type="text"
                    id=form.field_id("website")
                    name="website"
                    tabindex="-1"
                    autocomplete="off"
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                />
            </label>
        </div>
    }
}

/// Whole seconds since then.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative; what does not fit is a page that was open for a hundred years, and becomes the most"
)]
fn seconds_since(then: f64) -> u32 {
    ((Date::now() - then) / 1000.0).max(0.0) as u32
}

#[component]
fn Who(operator: Operator) -> impl IntoView {
    let Operator { name, email, address } = operator;
    let unset = name.is_none() && email.is_none() && address.is_none();
    view! {
        {unset.then(|| view! { <p class="soft">{tr!(contact.operator_unset)}</p> })}
        <Facts>
            {name.map(|name| view! { <Fact label=tr!(contact.operator_name)>{name}</Fact> })}
            {email.map(|email| view! {
                <Fact label=tr!(contact.operator_email)><a class="breakable" href=format!("mailto:{email}")>{email.clone()}</a></Fact>
            })}
            {address.map(|address| view! { <Fact label=tr!(contact.operator_address)>{address}</Fact> })}
        </Facts>
    }
}

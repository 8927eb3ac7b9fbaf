//! Fields that take text.

use leptos::prelude::*;
use shared::time::DayTime;

use super::Form;
use super::state::Registered;
use crate::browser::watch;
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// What kind of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Any.
    #[default]
    Text,
    /// An email address.
    Email,
    /// A whole number.
    Number,
    /// A phone number.
    Phone,
    /// A time of day.
    Time,
    /// A day of the calendar.
    Date,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Number => "number",
            Self::Phone => "tel",
            Self::Time => "time",
            Self::Date => "date",
        }
    }
}

/// What a field for a time of day holds, as the API takes it. Some browsers add seconds.
pub fn day_time(text: &str) -> DayTime {
    DayTime(text.chars().take(5).collect())
}

/// The frame of a field: label above, control, help and error below.
#[component]
pub fn Field(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    label: Text,
    /// What would be right.
    #[prop(optional_no_strip)]
    wrong: Option<Text>,
    /// A word on what it is for.
    #[prop(optional_no_strip)]
    help: Option<Text>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    form.register(Registered { name, label, wrong });
    let id = form.field_id(name);
    let error_id = format!("{id}-error");
    let help_id = format!("{id}-help");
    let error = Memo::new(move |_| form.error(name));
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=id>
                {label.read()}
                {optional.then(|| view! { <span class="field-optional">{tr!(common.optional)}</span> })}
            </label>
            {children()}
            {help.map(|help| view! { <p class="field-help" id=help_id>{help.read()}</p> })}
            <p class="field-error" id=error_id>
                {move || error.get().map(|error| view! { <IconView icon=Icon::CircleAlert class="small"/>{error} })}
            </p>
        </div>
    }
}

fn described(form: Form, name: &'static str, has_help: bool) -> impl Fn() -> Option<String> {
    move || {
        let id = form.field_id(name);
        let error = form.error(name).map(|_| format!("{id}-error"));
        let help = has_help.then(|| format!("{id}-help"));
        match (help, error) {
            (Some(help), Some(error)) => Some(format!("{error} {help}")),
            (help, error) => error.or(help),
        }
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What is typed.
    value: RwSignal<String>,
    /// What kind of text.
    #[prop(optional)]
    kind: Kind,
    /// What would be right.
    #[prop(optional, into)]
    wrong: Option<Text>,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// In the monospaced face, without the browser's corrections.
    #[prop(optional)]
    code: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    if first {
        watch(move || {
            if let Some(input) = input.get() {
                crate::browser::ignore(input.focus());
            }
        });
    }
    view! {
        <Field form name label wrong help optional>
            <input
                node_ref=input
                id=form.field_id(name)
                class="input"
                class:mono=code
                type=kind.as_str()
                name=name
                autocomplete=autocomplete
                placeholder=placeholder
                spellcheck=code.then_some("false")
                autocapitalize=(code || kind == Kind::Email).then_some("none")
                inputmode=(kind == Kind::Number).then_some("numeric")
                aria-invalid=move || form.error(name).map(|_| "true")
                aria-describedby=described(form, name, help.is_some())
                aria-required=(!optional).then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What is typed.
    value: RwSignal<String>,
    /// How many lines are seen at first.
    #[prop(default = 4)]
    rows: u32,
    /// What would be right.
    #[prop(optional, into)]
    wrong: Option<Text>,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// In the monospaced face, without the browser's corrections.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    view! {
        <Field form name label wrong help optional>
            <textarea
                id=form.field_id(name)
                class="input"
                class:mono=code
                name=name
                rows=rows.to_string()
                placeholder=placeholder
                spellcheck=code.then_some("false")
                autocapitalize=code.then_some("none")
                aria-invalid=move || form.error(name).map(|_| "true")
                aria-describedby=described(form, name, help.is_some())
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}

/// A password, which can be shown.
#[component]
pub fn PasswordField(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What would be right.
    #[prop(optional, into)]
    wrong: Option<Text>,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <Field form name label wrong help>
            <div class="input-group">
                <input
                    id=form.field_id(name)
                    class="input"
                    type=move || if shown.get() { "text" } else { "password" }
                    name=name
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || form.error(name).map(|_| "true")
                    aria-describedby=described(form, name, help.is_some())
                    aria-required="true"
                    prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="input-reveal"
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    aria-label=tr!(common.show_password)
                    title=tr!(common.show_password)
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || view! { <IconView icon=if shown.get() { Icon::EyeOff } else { Icon::Eye }/> }}
                </button>
            </div>
        </Field>
    }
}

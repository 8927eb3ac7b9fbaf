//! Fields in every state.

use leptos::prelude::*;

use super::{
    Checkbox, FileField, Form, FormView, Group, Kind, PasswordField, PickFile, Select, SelectOption, Switch,
    TextArea, TextField,
};
use crate::i18n::tr;
use crate::ui::button::{self, Button};
use crate::ui::kit::Specimen;

/// Fields in every state; sending shows the errors.
#[component]
pub fn Demo() -> impl IntoView {
    let form = Form::new("demo");
    let text = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let choice = RwSignal::new("b".to_owned());
    let refuse = move |()| form.refuse("email", tr!(kit.sample_wrong)().to_owned());
    view! {
        <Specimen title=tr!(kit.forms)>
            <FormView form on_submit=refuse>
                <TextField form name="text" label=tr!(kit.sample_label) value=text help=tr!(kit.sample_help) optional=true/>
                <TextField form name="email" label=tr!(kit.sample_email) value=email kind=Kind::Email wrong=tr!(kit.sample_wrong)/>
                <PasswordField form name="password" label=tr!(kit.sample_password) value=password autocomplete="new-password"/>
                <Select form name="choice" label=tr!(kit.sample_choice) value=choice options=vec![
                    SelectOption::new("a", "A"),
                    SelectOption::new("b", "B"),
                ]/>
                <TextArea form name="note" label=tr!(kit.sample_text) value=note code=true placeholder=r#"{ "status": "pending" }"#/>
                <FileField form name="file" label=tr!(kit.sample_file) accept=".gz" on_file=UnsyncCallback::new(|_| ())/>
                <div class="row"><PickFile text=tr!(kit.sample_file) accept=".gz" busy=Signal::stored(false) on_file=UnsyncCallback::new(|_| ())/></div>
                <Group form name="group" label=tr!(kit.sample_choice) help=tr!(kit.sample_help)>
                    <Checkbox label=tr!(kit.sample_check) value=RwSignal::new(true) help=tr!(kit.sample_help)/>
                </Group>
                <Switch label=tr!(kit.sample_switch) value=RwSignal::new(true)/>
                <div class="row"><Button text=tr!(kit.show_errors) submit=true kind=button::Kind::Primary/></div>
            </FormView>
        </Specimen>
    }
}

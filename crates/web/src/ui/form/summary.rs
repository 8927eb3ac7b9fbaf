//! The form itself, with the summary of errors on top.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Form;
use crate::browser;
use crate::i18n::{say, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::state::RequestId;

/// A form with its summary. Sending is the page's.
#[component]
pub fn FormView(
    /// Its state.
    form: Form,
    /// What to do when it is sent.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Summary form/>
            {children()}
        </form>
    }
}

#[component]
fn Summary(form: Form) -> impl IntoView {
    let shown = move || form.problem().is_some() || !form.listed_errors().is_empty();
    let body = move || {
        let problem = form.problem();
        let errors = form.listed_errors();
        let title = match &problem {
            Some(problem) => problem.title(),
            None if errors.len() == 1 => say!(common.one_error).to_owned(),
            None => say!(common.some_errors, count = errors.len().to_string()),
        };
        let detail =
            problem.as_ref().filter(|_| errors.is_empty()).and_then(|problem| problem.detail.clone());
        let request_id =
            problem.filter(|problem| problem.status >= 500).and_then(|problem| problem.request_id);
        view! {
            <p class="form-summary-title"><IconView icon=Icon::CircleAlert class="small"/>{title}</p>
            {detail.map(|detail| view! { <p>{detail}</p> })}
            {(!errors.is_empty()).then(|| view! {
                <ul>{errors.into_iter().map(summary_line).collect_view()}</ul>
            })}
            {request_id.map(|id| view! { <RequestId id/> })}
        }
    };
    view! {
        <div
            id=form.summary_id()
            class="form-summary"
            class:shown=shown
            role="alert"
            tabindex="-1"
            aria-label=tr!(common.errors)
        >
            {move || shown().then(body)}
        </div>
    }
}

fn summary_line((id, label, message): (Option<String>, String, String)) -> AnyView {
    match id {
        Some(id) => {
            let target = id.clone();
            let jump = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                browser::focus(&target);
            };
            view! { <li><a href=format!("#{id}") on:click=jump>{label}</a>": "{message}</li> }.into_any()
        }
        None => view! { <li><strong>{label}</strong>": "{message}</li> }.into_any(),
    }
}

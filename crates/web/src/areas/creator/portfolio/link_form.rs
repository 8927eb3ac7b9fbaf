//! Adding a link.

use leptos::prelude::*;
use shared::creators::{AddPortfolioLink, Creator};

use crate::api;
use crate::areas::creator::context::use_own;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::toast::use_toasts;

/// The form that adds a link at the end.
#[component]
pub fn LinkForm() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("link");
    let url = RwSignal::new(String::new());
    let title = RwSignal::new(String::new());
    let submit = move |()| {
        let called = title.get_untracked().trim().to_owned();
        let body = AddPortfolioLink {
            url: with_scheme(url.get_untracked().trim()),
            title: Some(called).filter(|title| !title.is_empty()),
        };
        form.submit(
            body,
            |body| async move { api::creators::add_link(&body).await },
            move |now: Creator| {
                own.take(now);
                url.set(String::new());
                title.set(String::new());
                toasts.good(tr!(creator.link_added)());
            },
        );
    };
    view! {
        <Card title=tr!(creator.link_title) text=tr!(creator.link_text)>
            <FormView form on_submit=submit>
                <TextField form name="url" label=tr!(creator.link_url) value=url wrong=tr!(creator.link_wrong) code=true placeholder="https://www.tiktok.com/@ana/video/123"/>
                <TextField form name="title" label=tr!(creator.work_title) value=title wrong=tr!(creator.work_title_wrong) optional=true/>
                <div class="row"><Button text=tr!(creator.link_add) icon=Icon::Link submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}

/// An address as people write it, with what a link has to begin with.
fn with_scheme(text: &str) -> String {
    match text.split_once("://") {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            format!("https://{rest}")
        }
        Some(_) => text.to_owned(),
        None if text.is_empty() => String::new(),
        None => format!("https://{text}"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::with_scheme;

    #[wasm_bindgen_test]
    fn what_people_leave_out_is_added_and_nothing_else_is_changed() {
        assert_eq!(with_scheme("youtu.be/x"), "https://youtu.be/x");
        assert_eq!(with_scheme("HTTP://youtu.be/X"), "https://youtu.be/X");
        assert_eq!(with_scheme("ftp://youtu.be"), "ftp://youtu.be");
        assert_eq!(with_scheme(""), "");
    }
}

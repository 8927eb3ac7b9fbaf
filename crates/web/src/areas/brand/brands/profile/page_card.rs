//! The public page: open at a name, or closed.

use leptos::prelude::*;
use shared::brands::{Brand, UpdateBrand};
use shared::id::BrandId;

use super::form::Stale;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::status::{Badge, Tone};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Opens, renames and closes the page.
#[component]
pub fn PageCard(
    /// Of which brand.
    id: BrandId,
    /// The name of the page, if it is open.
    handle: Option<String>,
    /// The revision that the brand is at; other cards raise it too.
    revision: RwSignal<u32>,
    /// Where the brand is read from.
    remote: Remote<Brand>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("brand-page");
    let busy = RwSignal::new(false);
    let typed = RwSignal::new(handle.clone().unwrap_or_default());
    let page = RwSignal::new(handle);
    let changed = move |now: Brand, text: &'static str| {
        revision.set(now.revision);
        typed.set(now.handle.clone().unwrap_or_default());
        page.set(now.handle);
        toasts.good(text);
    };
    let change = move |handle: String| UpdateBrand {
        handle: Some(handle),
        revision: Some(revision.get_untracked()),
        ..UpdateBrand::default()
    };
    let submit = move |()| {
        let handle = typed.get_untracked().trim().to_owned();
        if handle.is_empty() {
            form.refuse("handle", tr!(brands.handle_wrong)().to_owned());
            return;
        }
        form.submit(
            change(handle),
            move |body| async move { api::brands::update(id, &body).await },
            move |now: Brand| changed(now, tr!(brands.page_opened)()),
        );
    };
    let close = move |()| {
        form.clear();
        let body = change(String::new());
        act(
            busy,
            async move { api::brands::update(id, &body).await },
            move |now: Brand| changed(now, tr!(brands.page_closed)()),
            move |problem| form.fail(problem),
        );
    };
    let is_open = Memo::new(move |_| page.with(Option::is_some));
    let help = Text::live(move || {
        let typed = typed.get().trim().to_lowercase();
        say!(brands.handle_help, handle = if typed.is_empty() { "…".to_owned() } else { typed })
    });
    let action = Text::live(move || {
        if is_open.get() { tr!(brands.page_rename)() } else { tr!(brands.page_open)() }.to_owned()
    });
    view! {
        <Card
            title=tr!(brands.public_page)
            text=tr!(brands.page_text)
            actions=move || {
                if is_open.get() {
                    view! { <Badge text=tr!(brands.page_is_open) tone=Tone::Good/> }.into_any()
                } else {
                    view! { <Badge text=tr!(brands.page_is_closed)/> }.into_any()
                }
            }
        >
            <div class="stack">
                <FormView form on_submit=submit>
                    <Stale form remote/>
                    <TextField form name="handle" label=tr!(brands.handle) value=typed help wrong=tr!(brands.handle_wrong) code=true/>
                    <div class="row">
                        <Button text=action kind=Kind::Primary submit=true busy=form.busy()/>
                        {move || page.get().map(|handle| view! {
                            <ButtonLink text=tr!(brands.page_see) href=format!("/b/{handle}") icon=Icon::Globe/>
                            <Button text=tr!(brands.page_close) icon=Icon::EyeOff busy on_press=close/>
                        })}
                    </div>
                </FormView>
            </div>
        </Card>
    }
}

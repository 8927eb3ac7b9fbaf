//! The items in their order: moved, called otherwise, removed.

use leptos::prelude::*;
use shared::creators::{Creator, PortfolioItem, UpdatePortfolioItem};
use shared::id::PortfolioItemId;

use crate::api;
use crate::areas::creator::context::use_own;
use crate::components::creators::{host_of, work_view};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Every item with what can be done with it.
#[component]
pub fn Items() -> impl IntoView {
    let own = use_own();
    let items = move || own.get().map(|creator| creator.portfolio).unwrap_or_default();
    // What a change shows of an item is a part of its key.
    let key =
        |item: &PortfolioItem| format!("{}{}{}", item.id, item.ready, item.title.clone().unwrap_or_default());
    view! {
        <ol class="works" role="list">
            <For each=items key=key let:item>
                <Item item/>
            </For>
        </ol>
    }
}

/// What an item is called, for who does not see it.
fn name_of(item: &PortfolioItem) -> Text {
    let title = item.title.clone().or_else(|| item.url.as_deref().map(host_of));
    match title {
        Some(title) => title.into(),
        None => tr!(creators.picture).into(),
    }
}

#[component]
fn Item(item: PortfolioItem) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let id = item.id;
    let name = name_of(&item);
    let title = StoredValue::new(item.title.clone().unwrap_or_default());
    let (renaming, asking, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let place = Memo::new(move |_| {
        own.get()
            .and_then(|creator| creator.portfolio.iter().position(|one| one.id == id))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| own.get().map_or(0, |creator| creator.portfolio.len()));
    let shift = move |to: usize| {
        let body = UpdatePortfolioItem { title: None, position: u32::try_from(to).ok() };
        act(
            busy,
            async move { api::creators::update_item(id, &body).await },
            move |now: Creator| own.take(now),
            move |problem| toasts.problem(&problem),
        );
    };
    let remove = move |()| {
        act(
            busy,
            api::creators::remove_item(id),
            move |now: Creator| {
                asking.set(false);
                own.take(now);
                toasts.good(tr!(creator.work_removed)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let (is_picture, consequence) = (item.picture.is_some(), name);
    view! {
        <li class="work">
            {work_view(item)}
            <div class="work-tools">
                <Button text=Text::live(move || say!(creator.work_before, name = name.get())) icon=Icon::ArrowLeft bare=true small=true kind=Kind::Ghost busy disabled=Signal::derive(move || place.get() == 0) on_press=move |()| shift(place.get_untracked().saturating_sub(1))/>
                <Button text=Text::live(move || say!(creator.work_after, name = name.get())) icon=Icon::ArrowRight bare=true small=true kind=Kind::Ghost busy disabled=Signal::derive(move || place.get().saturating_add(1) >= count.get()) on_press=move |()| shift(place.get_untracked().saturating_add(1))/>
                <Button text=tr!(creator.work_rename) small=true kind=Kind::Ghost on_press=move |()| renaming.set(true)/>
                <Button text=Text::live(move || say!(creator.line_remove, name = name.get())) icon=Icon::Trash2 bare=true small=true kind=Kind::Ghost on_press=move |()| asking.set(true)/>
            </div>
            <Dialog open=renaming title=tr!(creator.work_rename)>
                <Rename id title=title.get_value() open=renaming/>
            </Dialog>
            <Dialog open=asking title=tr!(creator.work_remove)>
                <div class="stack">
                    <p class="breakable">
                        {move || if is_picture { say!(creator.work_remove_picture, name = consequence.get()) } else { say!(creator.work_remove_link, name = consequence.get()) }}
                    </p>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                        <Button text=tr!(creator.work_remove) kind=Kind::Danger busy on_press=remove/>
                    </div>
                </div>
            </Dialog>
        </li>
    }
}

#[component]
fn Rename(id: PortfolioItemId, title: String, open: RwSignal<bool>) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("work");
    let value = RwSignal::new(title);
    let submit = move |()| {
        let body =
            UpdatePortfolioItem { title: Some(value.get_untracked().trim().to_owned()), position: None };
        form.submit(
            body,
            move |body| async move { api::creators::update_item(id, &body).await },
            move |now: Creator| {
                open.set(false);
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="title" label=tr!(creator.work_title) value=value wrong=tr!(creator.work_title_wrong) optional=true first=true/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

//! The brands of one's own that are in the trash, and the way back.

use leptos::prelude::*;
use shared::brands::{BrandMembership, TrashedBrand};

use crate::api;
use crate::components::brands::BrandLogo;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::state::Failure;
use crate::ui::toast::use_toasts;

/// The trash; nothing while it is empty.
#[component]
pub fn TrashCard(
    /// The brands that one works in, to be read again when one comes back.
    mine: Remote<Vec<BrandMembership>>,
) -> impl IntoView {
    let trash = Remote::new(api::brands::my_trash);
    move || match trash.get() {
        Load::Waiting => ().into_any(),
        Load::Failed(problem) => {
            view! { <Failure problem on_retry=Callback::new(move |()| trash.reload())/> }.into_any()
        }
        Load::Ready(list) if list.is_empty() => ().into_any(),
        Load::Ready(list) => view! {
            <Card title=tr!(brands.trash) text=tr!(brands.trash_text)>
                <ul class="devices" role="list">
                    {list.into_iter().map(|one| view! { <Line one trash mine/> }).collect_view()}
                </ul>
            </Card>
        }
        .into_any(),
    }
}

#[component]
fn Line(
    one: TrashedBrand,
    trash: Remote<Vec<TrashedBrand>>,
    mine: Remote<Vec<BrandMembership>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, closes) = (one.brand_id, one.closes_at);
    let restore = move |()| {
        act(
            busy,
            api::brands::restore(id),
            move |brand| {
                toasts.good(say!(brands.restored, name = brand.company));
                trash.reload();
                mine.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <li class="device">
            <BrandLogo logo=one.logo name=one.company.clone() pixels=32/>
            <div class="grow">
                <p class="strong breakable">{one.company}</p>
                <p class="tiny quiet">{move || say!(brands.closes, when = format::day(closes))}</p>
                {one.by_staff.then(|| view! { <p class="tiny">{tr!(brands.trashed_by_staff)}</p> })}
            </div>
            {(!one.by_staff).then(|| view! { <Button text=tr!(brands.restore) icon=Icon::ArchiveRestore small=true busy on_press=restore/> })}
        </li>
    }
}

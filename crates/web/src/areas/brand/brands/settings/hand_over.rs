//! Making somebody else the owner.

use leptos::prelude::*;
use shared::brands::{BrandMember, HandOverBrand};
use shared::id::{BrandId, UserId};

use super::super::super::shell::workspace::use_workspace;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Select, SelectOption};
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::TypedConfirmation;
use crate::ui::state::{Empty, loaded};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Chooses who, and asks to type the name of the brand.
#[component]
pub fn HandOverCard(
    /// Which brand.
    brand: BrandId,
) -> impl IntoView {
    let members = Remote::new(move || api::brands::members(brand));
    view! {
        <Card title=tr!(brands.hand_over) text=tr!(brands.hand_over_text)>
            {loaded(members, 3, move |list| {
                let others: Vec<BrandMember> = list.into_iter().filter(|member| !member.you).collect();
                if others.is_empty() {
                    return view! {
                        <Empty title=tr!(brands.hand_over_nobody) icon=Icon::Users>
                            <ButtonLink text=tr!(brands.invite) href=format!("/brand/{brand}/members")/>
                        </Empty>
                    }
                    .into_any();
                }
                view! { <HandOver brand others/> }.into_any()
            })}
        </Card>
    }
}

#[component]
fn HandOver(brand: BrandId, others: Vec<BrandMember>) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let form = Form::new("hand-over");
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let chosen = RwSignal::new(String::new());
    let mut options = vec![SelectOption::new("", tr!(brands.hand_over_choose))];
    options.extend(others.iter().map(|member| {
        SelectOption::new(member.user_id.to_string(), format!("{} · {}", member.name, member.email))
    }));
    let others = StoredValue::new(others);
    let heir = move || {
        let id = chosen.get().parse::<UserId>().ok()?;
        others.with_value(|others| others.iter().find(|member| member.user_id == id).cloned())
    };
    let ask = move |()| {
        if untrack(heir).is_some() {
            form.clear();
            asking.set(true);
        } else {
            form.refuse("user_id", tr!(brands.hand_over_wrong)().to_owned());
        }
    };
    let confirm = Callback::new(move |()| {
        let Some(heir) = untrack(heir) else { return };
        let body = HandOverBrand { user_id: heir.user_id };
        act(
            busy,
            async move { api::brands::hand_over(brand, &body).await },
            move |_| {
                asking.set(false);
                toasts.good(say!(brands.handed_over, name = heir.name));
                workspace.reload();
            },
            move |problem| {
                asking.set(false);
                form.fail(problem);
            },
        );
    });
    let consequence = Text::live(move || {
        let name = heir().map(|heir| heir.name).unwrap_or_default();
        say!(brands.hand_over_consequence, name = name)
    });
    let company = Signal::derive(move || workspace.here().map(|here| here.company).unwrap_or_default());
    view! {
        <FormView form on_submit=ask>
            <Select form name="user_id" label=tr!(brands.hand_over_to) value=chosen options=options/>
            <div class="row"><Button text=tr!(brands.hand_over) kind=Kind::Danger submit=true/></div>
        </FormView>
        <TypedConfirmation
            open=asking
            title=tr!(brands.hand_over)
            consequence
            name=company
            action=tr!(brands.hand_over)
            busy
            on_confirm=confirm
        />
    }
}

//! What somebody shows of themselves, at `/u/<handle>`.

use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::identity::{Locale, PublicProfile};

use crate::address;
use crate::api;
use crate::components::avatar::AvatarView;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::ButtonLink;
use crate::ui::card::{Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::text::Text;
use crate::ui::trail::name_tab;

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let path = address::path();
    let session = use_session();
    let handle = Memo::new(move |_| address::segments(&path.get()).into_iter().nth(1).unwrap_or_default());
    let profile = Remote::new(move || {
        // Who is signed in may see more.
        let _who = session.is_signed_in();
        let handle = handle.get();
        async move { api::identity::public_profile(&handle).await }
    });
    name_tab(Text::live(move || {
        profile.value().map_or_else(|| tr!(person.profile_title)().to_owned(), |profile| profile.name)
    }));
    view! {
        <main id="main" class="page profile" tabindex="-1">
            {move || match profile.get() {
                Load::Waiting => view! { <Skeleton lines=5/> }.into_any(),
                Load::Ready(profile) => show(profile),
                Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
                    <h1 class="hidden-visually">{tr!(person.profile_gone)}</h1>
                    <Empty title=tr!(person.profile_gone) text=tr!(person.profile_gone_text) icon=Icon::User>
                        <ButtonLink text=tr!(common.go_home) href="/"/>
                    </Empty>
                }.into_any(),
                Load::Failed(problem) => view! {
                    <h1 class="hidden-visually">{tr!(person.profile_title)}</h1>
                    <Failure problem on_retry=Callback::new(move |()| profile.reload())/>
                }.into_any(),
            }}
        </main>
    }
}

fn show(profile: PublicProfile) -> AnyView {
    let name = profile.name.clone();
    let alt = say!(person.avatar_of, name = name.clone());
    let full_name =
        [profile.first_name, profile.last_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let full_name = Some(full_name).filter(|full| !full.is_empty() && *full != name);
    view! {
        <header class="profile-head">
            <AvatarView avatar=profile.avatar name=name.clone() pixels=160 alt/>
            <div class="stack tight">
                <h1 class="display breakable">{name}</h1>
                <p class="soft breakable">"@"{profile.handle}</p>
                {full_name.map(|full| view! { <p class="breakable">{full}</p> })}
            </div>
        </header>
        {profile.bio.map(|bio| view! { <p class="profile-bio breakable">{bio}</p> })}
        <Facts>
            {profile.email.map(|email| view! {
                <Fact label=tr!(account.email)><a class="breakable" href=format!("mailto:{email}")>{email.clone()}</a></Fact>
            })}
            {profile.phone.map(|phone| view! {
                <Fact label=tr!(person.phone)><a href=format!("tel:{}", phone.e164)>{phone.e164.clone()}</a></Fact>
            })}
            {profile.locale.map(|locale| view! {
                <Fact label=tr!(person.profile_locale)>
                    {move || match locale {
                        Locale::Es => tr!(person.locale_es)(),
                        Locale::En => tr!(person.locale_en)(),
                    }}
                </Fact>
            })}
            {profile.time_zone.map(|zone| view! { <Fact label=tr!(person.time_zone)>{zone.replace('_', " ")}</Fact> })}
            {profile.member_since.map(|since| view! {
                <Fact label=tr!(person.profile_member)>{move || format::day(since)}</Fact>
            })}
        </Facts>
        {profile.yours.then(|| view! {
            <p class="small quiet">{tr!(person.own_profile)}</p>
            <div class="row"><ButtonLink text=tr!(person.profile_edit) href="/account"/></div>
        })}
    }
    .into_any()
}

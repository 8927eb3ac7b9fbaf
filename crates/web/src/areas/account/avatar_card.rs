//! The picture: sent, chosen, taken away.

use leptos::prelude::*;
use shared::id::JobId;
use shared::identity::{Avatar, AvatarOption, ChooseAvatar, Profile};
use shared::system::{Job, JobStatus};
use web_sys::{File, Url};

use crate::api;
use crate::browser::{ignore, spawn};
use crate::components::avatar::AvatarView;
use crate::components::job::JobWatch;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::form::PickFile;
use crate::ui::form::file::PICTURES;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::progress::Progress;
use crate::ui::state::loaded;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The most bytes that the API takes.
const MAX: f64 = 8.0 * 1024.0 * 1024.0;

/// Where a sent picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Idle,
    Sending,
    Preparing(JobId),
}

/// The picture of the account.
#[component]
pub fn AvatarCard() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let profile = Remote::new(api::identity::profile);
    let options = Remote::new(api::identity::avatars);
    let stage = RwSignal::new(Stage::Idle);
    let preview = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);

    let settle = move || {
        if let Some(url) = preview.get_untracked() {
            ignore(Url::revoke_object_url(&url));
        }
        preview.set(None);
        stage.set(Stage::Idle);
    };
    let changed = move |text: &'static str, now: Profile| {
        profile.set(now);
        toasts.good(text);
        spawn(async move { session.reload().await });
    };
    let send = move |file: File| {
        if file.size() > MAX {
            toasts.info(tr!(person.avatar_large)());
            return;
        }
        preview.set(Url::create_object_url_with_blob(&file).ok());
        stage.set(Stage::Sending);
        act(
            busy,
            api::identity::send_avatar(file),
            move |started| stage.set(Stage::Preparing(started.job_id)),
            move |problem| {
                settle();
                toasts.problem(&problem);
            },
        );
    };
    let ended = Callback::new(move |job: Job| {
        if job.status == JobStatus::Succeeded {
            settle();
            toasts.good(tr!(person.avatar_done)());
            profile.reload();
            spawn(async move { session.reload().await });
        }
    });
    let remove = move |()| {
        act(
            busy,
            api::identity::remove_avatar(),
            move |now| changed(tr!(person.avatar_removed)(), now),
            move |problem| toasts.problem(&problem),
        );
    };
    let choose = Callback::new(move |preset: String| {
        let body = ChooseAvatar { preset };
        act(
            busy,
            async move { api::identity::choose_avatar(&body).await },
            move |now| changed(tr!(person.avatar_done)(), now),
            move |problem| toasts.problem(&problem),
        );
    });
    view! {
        <Card title=tr!(person.avatar) text=tr!(person.avatar_text)>
            <div class="stack">
                {loaded(profile, 2, move |now| {
                    let has_one = now.avatar.is_some();
                    view! {
                    <div class="avatar-now">
                        {move || match preview.get() {
                            Some(url) => view! { <img class="avatar avatar-96" src=url alt="" width="96" height="96"/> }.into_any(),
                            None => view! {
                                <AvatarView
                                    avatar=now.avatar.clone()
                                    name=now.first_name.clone()
                                    pixels=96
                                    alt=if has_one { tr!(person.avatar)() } else { tr!(person.avatar_none)() }
                                />
                            }.into_any(),
                        }}
                        <div class="row tight">
                            <PickFile text=tr!(person.avatar_upload) accept=PICTURES busy on_file=UnsyncCallback::new(send)/>
                            {has_one.then(|| view! {
                                <Button text=tr!(person.avatar_remove) icon=Icon::Trash2 busy on_press=remove/>
                            })}
                        </div>
                    </div>
                    }.into_any()
                })}
                <div role="status">
                    {move || match stage.get() {
                        Stage::Idle => ().into_any(),
                        Stage::Sending => view! {
                            <Progress
                                label=tr!(person.avatar_sending)
                                done=Signal::stored(0)
                                total=Signal::stored(None)
                                text=tr!(person.avatar_sending)
                            />
                        }.into_any(),
                        Stage::Preparing(id) => view! {
                            <JobWatch id label=tr!(person.avatar_cleaning) result=|_| ().into_any() on_end=ended/>
                        }.into_any(),
                    }}
                </div>
                <p class="field-help">{tr!(person.avatar_help)}</p>
                <div class="stack tight">
                    <p class="field-label">{tr!(person.avatar_choose)}</p>
                    {loaded(options, 2, move |list| view! {
                        <ul class="avatar-options" role="list">
                            {list.into_iter().map(|option| view! { <Preset option profile choose/> }).collect_view()}
                        </ul>
                    }.into_any())}
                </div>
            </div>
        </Card>
    }
}

#[component]
fn Preset(option: AvatarOption, profile: Remote<Profile>, choose: Callback<String>) -> impl IntoView {
    let name = option.name.clone();
    let avatar = Avatar::Preset { name: option.name.clone() };
    let mine = avatar.clone();
    let chosen =
        Memo::new(move |_| profile.value().is_some_and(|profile| profile.avatar.as_ref() == Some(&mine)));
    let called = option.name.clone();
    let label = Text::live(move || say!(person.avatar_preset, name = called.clone()));
    view! {
        <li>
            <button
                type="button"
                class="avatar-option"
                aria-pressed=move || if chosen.get() { "true" } else { "false" }
                aria-label=label.read()
                title=label.read()
                on:click=move |_| choose.run(name.clone())
            >
                <AvatarView avatar=Some(avatar) name=option.name pixels=48/>
            </button>
        </li>
    }
}

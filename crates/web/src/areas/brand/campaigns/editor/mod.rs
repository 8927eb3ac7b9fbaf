//! Writing a campaign in five steps. What is typed is kept on this device with every letter, and in Avenue when it is
//! saved.

mod deliverables;
mod draft;
mod people;
mod review;
mod steps;
mod typed;

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{Campaign, CampaignState};
use shared::error::{ErrorCode, FieldError};
use shared::id::{BrandId, CampaignId};

use super::Page;
use crate::address::{self, query_signal};
use crate::api::{self, ApiProblem};
use crate::areas::brand::shell::workspace::use_workspace;
use crate::browser::{self, watch};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView};
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote, act};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step as TrailStep};

use draft::Draft;
use review::Review;
use steps::{Brief, Idea, People, Step, Terms};
use typed::Typed;

/// Writing a new campaign.
#[component]
pub fn NewPage(
    /// Whose.
    brand: BrandId,
) -> impl IntoView {
    view! { <MayWrite brand><Editor brand campaign=None/></MayWrite> }
}

/// Changing one.
#[component]
pub fn EditPage(
    /// Whose.
    brand: BrandId,
    /// Which.
    id: CampaignId,
) -> impl IntoView {
    let campaign = Remote::new(move || api::campaigns::own(id));
    view! {
        <MayWrite brand>
            {move || match campaign.get() {
                Load::Waiting => view! { <Skeleton lines=8/> }.into_any(),
                Load::Ready(found) => match found.page.summary.state {
                    CampaignState::Draft | CampaignState::Published => view! { <Editor brand campaign=Some(found)/> }.into_any(),
                    CampaignState::Closed | CampaignState::Completed | CampaignState::Cancelled => view! {
                        <h1 class="hidden-visually">{tr!(writing.edit)}</h1>
                        <Empty title=tr!(writing.edit_over) text=tr!(writing.edit_over_text) icon=Icon::ScrollText>
                            <ButtonLink text=tr!(writing.to_campaign) href=Page::One(id).address(brand) kind=Kind::Primary/>
                        </Empty>
                    }.into_any(),
                },
                Load::Failed(problem) => view! {
                    <h1 class="hidden-visually">{tr!(writing.edit)}</h1>
                    <Failure problem on_retry=Callback::new(move |()| campaign.reload())/>
                }.into_any(),
            }}
        </MayWrite>
    }
}

/// Who only looks is told so.
#[component]
fn MayWrite(brand: BrandId, children: ChildrenFn) -> impl IntoView {
    let workspace = use_workspace();
    let role = Memo::new(move |_| workspace.role());
    move || match role.get() {
        None => view! { <Skeleton lines=8/> }.into_any(),
        Some(BrandRole::Viewer) => view! {
            <h1 class="hidden-visually">{tr!(writing.edit)}</h1>
            <Empty title=tr!(writing.only_look) text=tr!(writing.only_look_text) icon=Icon::Eye>
                <ButtonLink text=tr!(writing.title) href=Page::List.address(brand) kind=Kind::Primary/>
            </Empty>
        }
        .into_any(),
        Some(BrandRole::Member | BrandRole::Admin | BrandRole::Owner) => children().into_any(),
    }
}

#[component]
fn Editor(brand: BrandId, campaign: Option<Campaign>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("campaign");
    let id = campaign.as_ref().map(|one| one.page.summary.id);
    let published = campaign.as_ref().is_some_and(|one| one.page.summary.state == CampaignState::Published);
    let version = campaign.as_ref().map_or(0, |one| one.page.brief_version);
    let place = StoredValue::new(Draft::place(brand, id));
    let kept = Draft::kept(&place.get_value());
    let typed = match &campaign {
        Some(campaign) => Typed::of(campaign),
        None => Typed::new(),
    };
    let read = campaign.map(|one| one.revision);
    let revision = kept.as_ref().map_or(read, |draft| draft.revision.or(read));
    let recovered = RwSignal::new(kept.is_some());
    if let Some(kept) = kept {
        kept.put(typed);
    }
    let untouched = StoredValue::new(true);
    let saved = StoredValue::new(false);
    watch(move || {
        let draft = Draft::of(typed, revision);
        // What was only read is no draft, and what was saved is none any more.
        if !untouched.get_value() && !saved.get_value() {
            draft.keep(&place.get_value());
        }
        untouched.set_value(false);
    });

    let (step_word, set_step) = query_signal("step");
    let step = Memo::new(move |_| Step::named(step_word.get().as_deref()));
    let go = Callback::new(move |to: Step| {
        set_step.set((to != Step::Idea).then(|| to.word().to_owned()));
        request_animation_frame(|| browser::focus("campaign-step"));
    });
    // The first step with something wrong is shown, with what is wrong there.
    let show = move |wrong: Vec<FieldError>, only: Option<Step>| -> bool {
        let of = |one: &FieldError| Step::of_field(&one.field);
        let first = Step::ALL
            .into_iter()
            .find(|step| only.is_none_or(|only| only == *step) && wrong.iter().any(|one| of(one) == *step));
        let Some(first) = first else {
            form.clear();
            return false;
        };
        if untrack(|| step.get()) != first {
            set_step.set((first != Step::Idea).then(|| first.word().to_owned()));
        }
        form.show(wrong.into_iter().filter(|one| of(one) == first).collect());
        true
    };
    let go_on = Callback::new(move |()| {
        let here = step.get_untracked();
        let (_, wrong) = untrack(|| typed.read(brand));
        if !show(wrong, Some(here)) {
            go.run(here.next());
        }
    });
    let busy = RwSignal::new(false);
    let failed = move |problem: ApiProblem| {
        if let Some(wrong) = problem.fields.first() {
            let first = Step::of_field(&wrong.field);
            set_step.set((first != Step::Idea).then(|| first.word().to_owned()));
        }
        form.fail(problem);
    };
    let done = move |now: Campaign| {
        saved.set_value(true);
        Draft::forget(&place.get_value());
        toasts.good(if published { tr!(writing.saved_published)() } else { tr!(writing.saved)() });
        address::go(&Page::One(now.page.summary.id).address(brand));
    };
    let save = Callback::new(move |()| {
        let (body, wrong) = untrack(|| typed.read(brand));
        if show(wrong, None) {
            return;
        }
        let request = async move {
            match id {
                Some(id) => api::campaigns::update(id, &Typed::change(body, revision)).await,
                None => api::campaigns::create(&body).await,
            }
        };
        act(busy, request, done, failed);
    });
    let submit = move |()| if step.get_untracked() == Step::Review { save.run(()) } else { go_on.run(()) };
    let discard = move |()| {
        saved.set_value(true);
        Draft::forget(&place.get_value());
        // The page begins again from what Avenue has.
        browser::leave(&address::whole());
    };
    let conflict = move || form.problem().is_some_and(|problem| problem.is(ErrorCode::Conflict));
    let title = if id.is_some() { tr!(writing.edit) } else { tr!(writing.begin) };
    let back = id.map_or(Page::List, Page::One).address(brand);
    view! {
        <PageHead title text=tr!(writing.editor_text) trail=vec![TrailStep::new(tr!(writing.title), Page::List.address(brand))]>
            <ButtonLink text=tr!(common.cancel) href=back kind=Kind::Ghost/>
            <Button text=tr!(writing.save) icon=Icon::Save busy on_press=save/>
        </PageHead>
        {move || recovered.get().then(|| view! {
            <div class="notice attention row between">
                <span>{tr!(writing.recovered)}</span>
                <Button text=tr!(writing.discard) small=true on_press=discard/>
            </div>
        })}
        {published.then(|| view! {
            <p class="notice">{move || say!(writing.new_version, version = version.saturating_add(1).to_string())}</p>
        })}
        <div class="editor">
            <Steps step go/>
            <Card>
                <FormView form on_submit=submit>
                    {move || conflict().then(|| view! {
                        <div class="row"><Button text=tr!(writing.discard_mine) small=true on_press=discard/></div>
                    })}
                    <h2 id="campaign-step" tabindex="-1">{move || step.get().name()()}</h2>
                    // All steps are there at once, so that what was typed in one is not lost in another.
                    <div class="stack" hidden=move || step.get() != Step::Idea><Idea form typed/></div>
                    <div class="stack" hidden=move || step.get() != Step::Brief><Brief form typed/></div>
                    <div class="stack" hidden=move || step.get() != Step::People><People form typed/></div>
                    <div class="stack" hidden=move || step.get() != Step::Terms><Terms form typed/></div>
                    {move || (step.get() == Step::Review).then(|| view! { <Review typed brand/> })}
                    <div class="row between">
                        <span>
                            {move || (step.get() != Step::Idea).then(|| view! {
                                <Button text=tr!(writing.back) icon=Icon::ArrowLeft on_press=move |()| go.run(step.get_untracked().before())/>
                            })}
                        </span>
                        {move || if step.get() == Step::Review {
                            view! { <Button text=tr!(writing.save) kind=Kind::Primary submit=true busy/> }.into_any()
                        } else {
                            view! { <Button text=tr!(writing.go_on) kind=Kind::Primary submit=true/> }.into_any()
                        }}
                    </div>
                    <p class="tiny quiet">{tr!(writing.kept_here)}</p>
                </FormView>
            </Card>
        </div>
    }
}

/// The steps, each a way to it.
#[component]
fn Steps(step: Memo<Step>, go: Callback<Step>) -> impl IntoView {
    let line = move |(index, one): (usize, Step)| {
        view! {
            <li>
                <button
                    type="button"
                    id=format!("step-{}", one.word())
                    class="step"
                    aria-current=move || (step.get() == one).then_some("step")
                    on:click=move |_| go.run(one)
                >
                    <span class="step-number figures">{(index + 1).to_string()}</span>
                    {one.name()}
                </button>
            </li>
        }
    };
    // On a phone the row is wider than the screen.
    watch(move || {
        let id = format!("step-{}", step.get().word());
        request_animation_frame(move || browser::centre(&id));
    });
    view! {
        <nav aria-label=tr!(writing.steps)>
            <ol class="steps" role="list">{Step::ALL.into_iter().enumerate().map(line).collect_view()}</ol>
        </nav>
    }
}

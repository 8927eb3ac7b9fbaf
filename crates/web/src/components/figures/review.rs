//! Looking at what was read beside the picture, correcting it, and vouching for it.

use leptos::prelude::*;
use shared::campaigns::{ConfirmMetrics, ConfirmedFigure, PostMetrics};
use shared::figures::{FigureKind, FigureValue, ReadFigure, parse};

use super::screenshot::{Screenshot, UNSURE};
use super::words;
use crate::api;
use crate::components::filters::FilterSelect;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, Options, SelectOption, TextArea, TextField};
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// What is asked for although nothing was read of it.
const USUAL: [FigureKind; 6] = [
    FigureKind::Views,
    FigureKind::Reach,
    FigureKind::Likes,
    FigureKind::Comments,
    FigureKind::Shares,
    FigureKind::Saves,
];
/// One of these is needed.
const AUDIENCE: [FigureKind; 3] = [FigureKind::Views, FigureKind::Impressions, FigureKind::Reach];

/// The dialog.
#[component]
pub fn ReviewDialog(
    /// The figures as they are when it is opened.
    #[prop(into)]
    metrics: Signal<PostMetrics>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The figures as they are then.
    took: Callback<PostMetrics>,
) -> impl IntoView {
    view! {
        <Dialog open title=tr!(metrics.review)>
            <Review metrics=metrics.get_untracked() open took/>
        </Dialog>
    }
}

/// One figure that can be typed.
#[derive(Clone)]
struct Line {
    kind: FigureKind,
    text: RwSignal<String>,
    /// What stood there first, and what it says exactly: `12,4 mil` is more than its digits.
    known: Option<(String, FigureValue)>,
    read: Option<ReadFigure>,
}

impl Line {
    fn new(kind: FigureKind, value: Option<FigureValue>, read: Option<ReadFigure>) -> Self {
        let known = value.map(|value| (untrack(|| words::value(value)), value));
        let text = known.as_ref().map(|(text, _)| text.clone()).unwrap_or_default();
        Self { kind, text: RwSignal::new(text), known, read }
    }

    /// What it says; nothing where nothing stands there.
    fn figure(&self) -> Result<Option<ConfirmedFigure>, &'static str> {
        let typed = self.text.get_untracked();
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let value = match &self.known {
            Some((text, value)) if text == typed => *value,
            _ => parse(typed, self.kind.unit(), words::mark()).map_err(|why| words::not_a_figure(why)())?,
        };
        Ok(Some(ConfirmedFigure { kind: self.kind, value }))
    }
}

fn lines(metrics: &PostMetrics) -> Vec<Line> {
    let one = |kind: &FigureKind| {
        let read = metrics.read.iter().find(|figure| figure.kind == *kind);
        let vouched = metrics.figures.iter().find(|figure| figure.kind == *kind);
        let value = match vouched {
            Some(figure) => Some(figure.value),
            // What the creator took out stays out.
            None if metrics.figures.is_empty() => read.map(|figure| figure.value),
            None => None,
        };
        let shown = value.is_some() || read.is_some() || USUAL.contains(kind);
        shown.then(|| Line::new(*kind, value, read.cloned()))
    };
    FigureKind::ALL.iter().filter_map(one).collect()
}

#[component]
fn Review(metrics: PostMetrics, open: RwSignal<bool>, took: Callback<PostMetrics>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("figures");
    let id = metrics.id;
    let lines = RwSignal::new(lines(&metrics));
    let note = RwSignal::new(metrics.note.clone().unwrap_or_default());
    let marked = RwSignal::new(None);
    let submit = Callback::new(move |()| {
        let mut figures = Vec::new();
        for line in lines.get_untracked() {
            match line.figure() {
                Ok(Some(figure)) => figures.push(figure),
                Ok(None) => {}
                Err(why) => return form.refuse(line.kind.as_str(), why.to_owned()),
            }
        }
        if !figures.iter().any(|figure| AUDIENCE.contains(&figure.kind)) {
            return form.refuse(FigureKind::Views.as_str(), tr!(metrics.audience_needed)().to_owned());
        }
        let words = note.get_untracked().trim().to_owned();
        form.submit(
            ConfirmMetrics { figures, note: (!words.is_empty()).then_some(words) },
            move |body| async move { api::metrics::confirm(id, &body).await },
            move |now: PostMetrics| {
                open.set(false);
                toasts.good(tr!(metrics.confirmed)());
                took.run(now);
            },
        );
    });
    let others = Options::live(move || {
        let there = lines.with(|lines| lines.iter().map(|line| line.kind).collect::<Vec<_>>());
        let missing = FigureKind::ALL.iter().filter(|kind| !there.contains(kind));
        let each = missing.map(|kind| SelectOption::new(kind.as_str(), words::kind(*kind)));
        std::iter::once(SelectOption::new("", tr!(metrics.choose))).chain(each).collect()
    });
    let add = move |word: String| {
        if let Some(kind) = FigureKind::of_word(&word) {
            lines.update(|lines| lines.push(Line::new(kind, None, None)));
        }
    };
    view! {
        <div class="figures-review">
            <div class="stack tight">
                <Screenshot metrics marked/>
                <p class="tiny quiet">{tr!(metrics.marks_help)}</p>
            </div>
            <div class="stack">
                <p class="small soft">{tr!(metrics.review_text)}</p>
                <FormView form on_submit=submit>
                    <div class="figures-fields">
                        <For each=move || lines.get() key=|line| line.kind let:line>
                            <div on:focusin=move |_| marked.set(Some(line.kind))>{field(form, &line)}</div>
                        </For>
                    </div>
                    <FilterSelect label=tr!(metrics.add) value=Signal::stored(String::new()) options=others on_change=add/>
                    <TextArea form name="note" label=tr!(metrics.note) value=note rows=2 help=tr!(metrics.note_help) wrong=tr!(metrics.note_wrong) optional=true/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(metrics.confirm) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </div>
    }
}

fn field(form: Form, line: &Line) -> AnyView {
    let (kind, value) = (line.kind, line.text);
    let (name, label) = (kind.as_str(), words::kind(kind));
    let Some(read) = line.read.clone() else {
        return view! { <TextField form name label value optional=true/> }.into_any();
    };
    let help = Text::live(move || {
        let text = format!("{} · {}", read.label, read.text);
        if read.confidence < UNSURE {
            say!(metrics.read_unsure, text = text)
        } else {
            say!(metrics.read_as, text = text)
        }
    });
    view! { <TextField form name label value help optional=true/> }.into_any()
}

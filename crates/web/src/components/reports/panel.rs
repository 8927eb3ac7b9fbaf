//! What the dialog holds: the spreadsheets, the report to print with its progress, and the last ones.

use leptos::prelude::*;
use shared::campaigns::{AskReport, Report, ReportKind, ReportState};
use shared::id::JobId;
use shared::identity::Locale;
use shared::system::Job;

use super::{List, Offered, Print, Sheet};
use crate::api::{self, ApiProblem, ApiResult};
use crate::browser;
use crate::components::filters::FilterSelect;
use crate::components::job::JobWatch;
use crate::i18n::{code, from_shared, locale, say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::SelectOption;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// So many reports are shown.
const SHOWN: usize = 5;

impl List {
    const fn name(self) -> fn() -> &'static str {
        match self {
            Self::Campaigns => tr!(reports.campaigns),
            Self::Applications => tr!(reports.applications),
            Self::Figures => tr!(reports.figures),
            Self::Ratings => tr!(reports.ratings),
        }
    }

    /// What the file is called, without its ending.
    fn file(self) -> &'static str {
        match self {
            Self::Campaigns => tr!(reports.file_campaigns)(),
            Self::Applications => tr!(reports.file_applications)(),
            Self::Figures => tr!(reports.file_figures)(),
            Self::Ratings => tr!(reports.file_ratings)(),
        }
    }
}

/// All of it.
#[component]
pub fn Panel() -> impl IntoView {
    let Offered { sheets, print } = expect_context();
    view! {
        <div class="stack">
            <section class="stack tight">
                <h3 class="strong">{tr!(reports.spreadsheets)}</h3>
                <p class="small soft">{tr!(reports.excel_text)}</p>
                {move || sheets.get().into_iter().map(|sheet| view! { <OneSheet sheet/> }).collect_view()}
            </section>
            {print.get_value().map(|print| view! { <Printing print/> })}
        </div>
    }
}

#[component]
fn OneSheet(sheet: Sheet) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let name = sheet.what.name();
    let download = move |()| {
        let Sheet { what, path } = sheet.clone();
        act(
            busy,
            async move { fetched(what, &path).await },
            move |()| toasts.good(tr!(reports.started)()),
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <div class="row between report-line">
            <span>{name}</span>
            <Button text=tr!(reports.excel) icon=Icon::Download busy on_press=download/>
        </div>
    }
}

/// Fetches a spreadsheet whole before the browser saves it, so that what fails is said here.
async fn fetched(what: List, path: &str) -> ApiResult<()> {
    let stream = api::reports::sheet(path).await?;
    let name = format!("{}.xlsx", what.file());
    browser::save_stream(&name, &stream).await.map_err(|_| ApiProblem::unreachable())
}

/// The report to print: in which language, how far it is, and the last ones.
#[component]
fn Printing(print: Print) -> impl IntoView {
    let toasts = use_toasts();
    let reports = Remote::new(api::reports::list);
    let under_way = RwSignal::new(None::<JobId>);
    let busy = RwSignal::new(false);
    let language = RwSignal::new(code(locale()).to_owned());
    let text = match print.kind {
        ReportKind::Campaign => tr!(reports.pdf_text_campaign),
        ReportKind::Creator => tr!(reports.pdf_text_creator),
    };
    let ask = move |()| {
        let path = print.path.clone();
        let locale = if language.get_untracked() == "en" { Locale::En } else { Locale::Es };
        let body = AskReport { locale: Some(locale), ..AskReport::default() };
        act(
            busy,
            async move { api::reports::ask(&path, &body).await },
            move |report: Report| under_way.set(Some(report.id)),
            move |problem| toasts.problem(&problem),
        );
    };
    let ended = Callback::new(move |_: Job| {
        under_way.set(None);
        reports.reload();
    });
    let languages = vec![SelectOption::new("es", "Español"), SelectOption::new("en", "English")];
    view! {
        <section class="stack tight">
            <h3 class="strong">{tr!(reports.pdf)}</h3>
            <p class="small soft">{text}</p>
            {move || match under_way.get() {
                Some(id) => view! { <JobWatch id label=tr!(reports.preparing) result=|_| ().into_any() on_end=ended/> }.into_any(),
                None => view! {
                    <div class="row between">
                        <FilterSelect label=tr!(reports.language) value=language options=languages.clone() on_change=move |word: String| language.set(word)/>
                        <Button text=tr!(reports.ask) kind=Kind::Primary icon=Icon::ScrollText busy on_press=ask.clone()/>
                    </div>
                }
                .into_any(),
            }}
            {loaded(reports, 2, last)}
        </section>
    }
}

/// The last ones, newest first.
fn last(reports: Vec<Report>) -> AnyView {
    if reports.is_empty() {
        return ().into_any();
    }
    view! {
        <h4 class="small strong">{tr!(reports.last)}</h4>
        {reports.into_iter().take(SHOWN).map(|report| view! { <OneReport report/> }).collect_view()}
        <p class="tiny quiet">{tr!(reports.kept)}</p>
    }
    .into_any()
}

#[component]
fn OneReport(report: Report) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = report.id;
    let download = move |()| {
        act(
            busy,
            api::reports::ticket(id),
            move |ticket| {
                browser::download(&api::absolute(&ticket.url));
                toasts.good(tr!(reports.started)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let (when, bytes) = (report.created_at, report.bytes);
    let language = code(from_shared(report.locale));
    let made = move || {
        let (when, language) = (format::moment(when), format::language(language));
        match bytes {
            Some(bytes) => say!(reports.made, when = when, language = language, size = format::bytes(bytes)),
            None => say!(reports.asked, when = when, language = language),
        }
    };
    let state = report.state;
    view! {
        <div class="row between report-line">
            <span class="small">
                <span class="breakable strong">{report.title}</span><br/>
                <span class="quiet">{made}</span>
            </span>
            {match state {
                ReportState::Ready => view! { <Button text=tr!(reports.download) icon=Icon::Download busy on_press=download/> }.into_any(),
                ReportState::Printing => view! { <span class="small quiet">{tr!(reports.waiting)}</span> }.into_any(),
                ReportState::Failed => view! { <span class="small">{tr!(reports.failed)}</span> }.into_any(),
            }}
        </div>
    }
}

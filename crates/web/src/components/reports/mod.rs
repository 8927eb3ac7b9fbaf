//! Taking something along: a list as a spreadsheet, and a report to print.
//!
//! The button is where the list is; what its dialog holds is a chunk of its own, for all areas.

mod panel;

use leptos::prelude::*;
use shared::campaigns::ReportKind;

use crate::components::arrival::{chunk, once_open};
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::overlay::Dialog;

/// A spreadsheet that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    what: List,
    path: String,
}

/// What a spreadsheet lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Campaigns.
    Campaigns,
    /// Applications.
    Applications,
    /// Figures.
    Figures,
    /// Ratings.
    Ratings,
}

impl Sheet {
    /// A list, behind `/api/campaigns/reports/`, with what it is filtered by; filters that are not set are left out.
    pub fn new(what: List, path: impl Into<String>, filters: &[(&str, Option<String>)]) -> Self {
        let mut path = path.into();
        let set = filters.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        for (place, (name, value)) in set.enumerate() {
            path.push(if place == 0 { '?' } else { '&' });
            path.push_str(name);
            path.push('=');
            path.push_str(&crate::api::encode(value));
        }
        Self { what, path }
    }
}

/// A report to print that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// About what.
    pub kind: ReportKind,
    /// Behind `/api/campaigns/reports/`.
    pub path: String,
}

/// What the dialog offers, for the chunk that fills it.
#[derive(Clone, Copy)]
struct Offered {
    sheets: Signal<Vec<Sheet>>,
    print: StoredValue<Option<Print>>,
}

/// The button, and the dialog with what can be taken along.
#[component]
pub fn TakeAlong(
    /// The spreadsheets, as the lists are filtered now.
    #[prop(into)]
    sheets: Signal<Vec<Sheet>>,
    /// The report to print.
    #[prop(optional_no_strip)]
    print: Option<Print>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    provide_context(Offered { sheets, print: StoredValue::new(print) });
    view! {
        <Button text=tr!(reports.title) icon=Icon::Download on_press=move |()| open.set(true)/>
        <Dialog open title=tr!(reports.title)>{once_open(open, |()| Box::pin(take_along()))}</Dialog>
    }
}

chunk! {
    /// What can be taken along.
    take_along: () => show_panel
}

fn show_panel((): ()) -> AnyView {
    view! { <panel::Panel/> }.into_any()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{List, Sheet};

    #[wasm_bindgen_test]
    fn a_sheet_is_asked_for_as_its_list_is_filtered() {
        let path = |filters: &[(&str, Option<String>)]| {
            Sheet::new(List::Campaigns, "managed/campaigns", filters).path
        };
        assert_eq!(path(&[]), "managed/campaigns");
        assert_eq!(path(&[("state", None)]), "managed/campaigns");
        let both = [("state", None), ("a", Some("x y".to_owned())), ("b", Some("1".to_owned()))];
        assert_eq!(path(&both), "managed/campaigns?a=x%20y&b=1");
    }
}

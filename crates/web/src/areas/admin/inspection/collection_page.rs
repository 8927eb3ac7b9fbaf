//! One collection: documents, census, references, indexes.

use leptos::prelude::*;
use shared::inspection::CollectionDetail;

use super::census_tab::CensusTab;
use super::collections_page::{kind_badge, last_write};
use super::documents_tab::DocumentsTab;
use super::indexes_tab::IndexesTab;
use super::references_tab::ReferencesTab;
use crate::address::query_signal;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::components::arrival::{Arriving, arriving, chunk};
use crate::i18n::tr;
use crate::ui::card::{Fact, Facts};
use crate::ui::format;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// A collection and its database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The database.
    pub database: String,
    /// The collection.
    pub collection: String,
}

/// What the tabs show, while they arrive as a chunk of their own.
#[derive(Clone)]
struct Opened {
    place: Place,
    detail: Remote<CollectionDetail>,
}

fn fetch(_: &String) -> Arriving<String> {
    Box::pin(admin_collection_tabs())
}

fn show_tab(tab: String) -> AnyView {
    let Opened { place, detail } = expect_context();
    match tab.as_str() {
        "census" => view! { <CensusTab place/> }.into_any(),
        "references" => view! { <ReferencesTab place/> }.into_any(),
        _ => view! { <IndexesTab detail/> }.into_any(),
    }
}

chunk! {
    /// Census, references, indexes.
    admin_collection_tabs: String => show_tab
}

/// One collection.
#[component]
pub fn CollectionPage(
    /// Which.
    place: Place,
) -> impl IntoView {
    use_databases().choose(&place.database);
    let asked = place.clone();
    let detail = Remote::new(move || {
        let place = asked.clone();
        async move { api::inspection::collection(&place.database, &place.collection).await }
    });
    let (tab, set_tab) = query_signal("tab");
    let chosen = Signal::derive(move || tab.get().unwrap_or_else(|| "documents".to_owned()));
    let documents = Memo::new(move |_| chosen.get() == "documents");
    let other = Memo::new(move |_| chosen.get());
    provide_context(Opened { place: place.clone(), detail });
    let choose =
        Callback::new(move |key: &'static str| set_tab.set((key != "documents").then(|| key.to_owned())));
    let trail = vec![
        Step::new(tr!(admin.inspector), "/admin/inspector"),
        Step::new(place.database.clone(), format!("/admin/inspector/{}", api::encode(&place.database))),
    ];
    let here = StoredValue::new(place.clone());
    view! {
        <PageHead title=Text::from(place.collection.clone()) trail/>
        {loaded(detail, 2, move |detail| {
            let summary = detail.summary;
            view! {
                <Facts>
                    <Fact label=tr!(inspection.col_documents)>{summary.documents.map_or_else(|| "—".to_owned(), format::count)}" "{kind_badge(summary.kind)}</Fact>
                    <Fact label=tr!(inspection.col_data)>{format::bytes(summary.data_bytes)}</Fact>
                    <Fact label=tr!(inspection.col_average)>{format::bytes(summary.average_bytes)}</Fact>
                    <Fact label=tr!(inspection.col_indexes)>{format::count(summary.indexes)}</Fact>
                    <Fact label=tr!(inspection.col_last_write)>{last_write(&summary)}</Fact>
                </Facts>
            }.into_any()
        })}
        <Tabs
            label=tr!(inspection.tabs)
            tabs=vec![
                Tab::new("documents", tr!(inspection.tab_documents)),
                Tab::new("census", tr!(inspection.tab_census)),
                Tab::new("references", tr!(inspection.tab_references)),
                Tab::new("indexes", tr!(inspection.tab_indexes)),
            ]
            chosen
            on_choose=choose
        >
            {move || if documents.get() {
                view! { <DocumentsTab place=here.get_value()/> }.into_any()
            } else {
                arriving(other, fetch)
            }}
        </Tabs>
    }
}

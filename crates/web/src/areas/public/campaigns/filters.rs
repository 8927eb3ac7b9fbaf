//! What campaigns are found by. It lives in the address, so that a search can be kept and sent.

use leptos::prelude::*;
use shared::campaigns::{CampaignQuery, CampaignSort, CompensationKind};
use shared::creators::{Category, Platform};
use shared::money::{Currency, Money};

use crate::address::{SetQuery, query_signal};
use crate::components::arrival::{aside, chunk, on_opening};
use crate::components::campaigns::words;
use crate::components::creators::words as creators;
use crate::components::creators::words::of_key;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::form::{SelectOption, Switch};
use crate::ui::icon::{Icon, IconView};

const COMPENSATIONS: &[CompensationKind] =
    &[CompensationKind::Fee, CompensationKind::Exchange, CompensationKind::Both];
const SORTS: &[CampaignSort] = &[CampaignSort::Newest, CampaignSort::Deadline, CampaignSort::Fee];

type Value = (Memo<Option<String>>, SetQuery);

/// The filters. Copy it freely.
#[derive(Clone, Copy)]
pub struct Filters {
    search: Value,
    category: Value,
    platform: Value,
    city: Value,
    compensation: Value,
    currency: Value,
    min_fee: Value,
    fits: Value,
    sort: Value,
}

impl Filters {
    /// As the address has them.
    pub fn of_address() -> Self {
        Self {
            search: query_signal("search"),
            category: query_signal("category"),
            platform: query_signal("platform"),
            city: query_signal("city"),
            compensation: query_signal("compensation"),
            currency: query_signal("currency"),
            min_fee: query_signal("min_fee"),
            fits: query_signal("fits"),
            sort: query_signal("sort"),
        }
    }

    fn all(self) -> [Value; 9] {
        [
            self.search,
            self.category,
            self.platform,
            self.city,
            self.compensation,
            self.currency,
            self.min_fee,
            self.fits,
            self.sort,
        ]
    }

    /// Follows every one of them.
    pub fn track(self) {
        for (value, _) in self.all() {
            value.track();
        }
    }

    /// Whether something is filtered; tracked.
    pub fn any(self) -> bool {
        self.all().into_iter().any(|(value, _)| value.with(Option::is_some))
    }

    /// Whether one is set that is not seen at first.
    fn narrowed(self) -> bool {
        [self.category, self.platform, self.city, self.compensation, self.currency, self.min_fee]
            .into_iter()
            .any(|(value, _)| value.with_untracked(Option::is_some))
    }

    /// Takes all of them away.
    pub fn clear(self) {
        for (_, set) in self.all() {
            set.set(None);
        }
    }

    fn sort(self) -> CampaignSort {
        of(self.sort, SORTS).unwrap_or_default()
    }

    /// The currency that amounts are compared in. Comparing them asks for one; guaraníes, unless another is chosen.
    fn currency(self) -> Option<Currency> {
        let compares = self.sort() == CampaignSort::Fee || self.min_fee.0.with(Option::is_some);
        of(self.currency, Currency::ALL).or_else(|| compares.then_some(Currency::Pyg))
    }

    /// The least fee; none where what was typed is no amount.
    fn min_fee(self) -> Option<Result<Money, &'static str>> {
        let text = self.min_fee.0.get()?;
        let currency = self.currency().unwrap_or(Currency::Pyg);
        Some(Money::parse(&text, currency).map_err(words::wrong_money))
    }

    /// What the API is asked; tracked.
    pub fn query(self, cursor: Option<String>) -> CampaignQuery {
        CampaignQuery {
            search: self.search.0.get(),
            category: of(self.category, Category::ALL),
            platform: of(self.platform, Platform::ALL),
            city: self.city.0.get(),
            compensation: of(self.compensation, COMPENSATIONS),
            currency: self.currency(),
            min_fee: self.min_fee().and_then(Result::ok).map(|money| money.amount.max(0)),
            fits_me: self.fits.0.with(Option::is_some).then_some(true),
            // The list is of all brands; the page of one shows its own.
            brand: None,
            sort: Some(self.sort()),
            limit: Some(24),
            cursor,
        }
    }
}

fn of<T: serde::Serialize + Copy>(value: Value, all: &[T]) -> Option<T> {
    value.0.with(|word| word.as_deref().and_then(|word| of_key(all, word)))
}

/// The bar of filters.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    let more = RwSignal::new(filters.narrowed());
    let toggled = move |event| more.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    let sorted = Memo::new(move |_| filters.sort());
    let sort = move |one: CampaignSort| {
        let choose = move |_| filters.sort.1.set((one != CampaignSort::Newest).then(|| creators::key(&one)));
        view! {
            <button type="button" class="button small" aria-pressed=move || if sorted.get() == one { "true" } else { "false" } on:click=choose>
                {words::sort(one)}
            </button>
        }
    };
    view! {
        <div class="campaign-filters" role="search" aria-label=tr!(campaigns.filters)>
            <div class="filters">
                <FilterText label=tr!(campaigns.search) value=value(filters.search) on_change=put(filters.search)/>
                <div class="filter campaign-sorts">
                    <span class="filter-label">{tr!(campaigns.sort)}</span>
                    <div class="row tight" role="group" aria-label=tr!(campaigns.sort)>{SORTS.iter().copied().map(sort).collect_view()}</div>
                </div>
                {move || signed_in.get().then(|| aside(filters, |_| Box::pin(campaign_fits())))}
            </div>
            // Open where something in it is set; on a phone the campaigns come before it otherwise.
            <details class="more-filters" open=more.get_untracked() on:toggle=toggled>
                <summary aria-expanded=move || if more.get() { "true" } else { "false" }>
                    {tr!(campaigns.more_filters)}<IconView icon=Icon::ChevronDown class="small"/>
                </summary>
                {on_opening(more, filters, |_| Box::pin(campaign_filters()))}
            </details>
            {move || filters.any().then(|| view! {
                <div class="filters-clear">
                    <button type="button" class="button small" on:click=move |_| filters.clear()>{tr!(common.clear)}</button>
                </div>
            })}
        </div>
    }
}

fn show_fits(filters: Filters) -> AnyView {
    let fits = RwSignal::new(filters.fits.0.get_untracked().is_some());
    crate::browser::watch(move || {
        let wanted = fits.get();
        if wanted != filters.fits.0.get_untracked().is_some() {
            filters.fits.1.set(wanted.then(|| "me".to_owned()));
        }
    });
    // Where the address changes by itself, by a link or by going back, the switch follows.
    crate::browser::watch(move || fits.set(filters.fits.0.get().is_some()));
    view! { <Switch label=tr!(campaigns.fits_me) value=fits/> }.into_any()
}

chunk! {
    /// Only what fits the reader, for who is signed in.
    campaign_fits: Filters => show_fits
}

chunk! {
    /// The filters that are not seen at first.
    campaign_filters: Filters => show_more
}

fn show_more(filters: Filters) -> AnyView {
    let currency =
        Signal::derive(move || filters.currency().map(Currency::code).unwrap_or_default().to_owned());
    let currencies = std::iter::once(SelectOption::new("", tr!(campaigns.any_currency)))
        .chain(Currency::ALL.iter().map(|one| SelectOption::new(one.code(), one.code())))
        .collect::<Vec<_>>();
    let platforms = std::iter::once(SelectOption::new("", tr!(campaigns.any_platform)))
        .chain(Platform::ALL.iter().map(|one| SelectOption::new(one.as_str(), one.name())))
        .collect::<Vec<_>>();
    view! {
        <div class="filters">
            <FilterSelect label=tr!(campaigns.category) value=value(filters.category) options=words::choices(tr!(campaigns.any_category), Category::ALL, creators::category) on_change=put(filters.category)/>
            <FilterSelect label=tr!(campaigns.network) value=value(filters.platform) options=platforms on_change=put(filters.platform)/>
            <FilterText label=tr!(campaigns.city) value=value(filters.city) on_change=put(filters.city)/>
            <FilterSelect label=tr!(campaigns.compensation) value=value(filters.compensation) options=words::choices(tr!(campaigns.any_compensation), COMPENSATIONS, words::compensation_kind) on_change=put(filters.compensation)/>
            <FilterSelect label=tr!(campaigns.currency) value=currency options=currencies on_change=put(filters.currency)/>
            <FilterText label=tr!(campaigns.min_fee) value=value(filters.min_fee) kind="text" placeholder="150000" on_change=put(filters.min_fee)/>
            <p class="field-error filters-note" role="status">{move || filters.min_fee().and_then(Result::err)}</p>
        </div>
    }
    .into_any()
}

fn value((word, _): Value) -> Signal<String> {
    Signal::derive(move || word.get().unwrap_or_default())
}

fn put((_, set): Value) -> Callback<String> {
    Callback::new(move |text: String| set.set((!text.is_empty()).then_some(text)))
}

//! One price as it is typed: how it will be read is shown at once.

use leptos::prelude::*;
use shared::creators::{ContentKind, Rate};
use shared::money::{Currency, MAX_AMOUNT, Money};

use crate::areas::creator::order::{Line, LineTools, Lines};
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::form::{Choices, SelectOption};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// The most letters of a note.
const LONGEST_NOTE: usize = 200;

/// One line. Copy it freely.
#[derive(Clone, Copy)]
pub struct Row {
    key: u32,
    content: RwSignal<String>,
    price: RwSignal<String>,
    currency: RwSignal<String>,
    note: RwSignal<String>,
    /// Whether somebody has finished typing, so that it can be said what is wrong.
    settled: RwSignal<bool>,
}

impl Line for Row {
    fn key(&self) -> u32 {
        self.key
    }
}

impl Row {
    /// A price as it is kept.
    pub fn of(key: u32, rate: &Rate) -> Self {
        Self {
            key,
            content: RwSignal::new(words::key(&rate.content)),
            price: RwSignal::new(amount(rate.price)),
            currency: RwSignal::new(rate.price.currency.code().to_owned()),
            note: RwSignal::new(rate.note.clone().unwrap_or_default()),
            settled: RwSignal::new(true),
        }
    }

    /// A new line.
    pub fn begun(key: u32, currency: Currency) -> Self {
        Self {
            key,
            content: RwSignal::new(words::key(&ContentKind::ShortVideo)),
            price: RwSignal::new(String::new()),
            currency: RwSignal::new(currency.code().to_owned()),
            note: RwSignal::new(String::new()),
            settled: RwSignal::new(false),
        }
    }

    /// What tells it apart.
    pub const fn id(&self) -> u32 {
        self.key
    }

    /// Nothing more is typed; now it can be said what is wrong.
    pub fn settle(&self) {
        self.settled.set(true);
    }

    /// The currency that is chosen now.
    pub fn currency_now(&self) -> Currency {
        untrack(|| self.chosen())
    }

    fn chosen(&self) -> Currency {
        self.currency.with(|code| code.parse::<Currency>()).unwrap_or(Currency::Pyg)
    }

    fn kind(&self) -> ContentKind {
        self.content.with(|text| words::of_key(ContentKind::ALL, text)).unwrap_or(ContentKind::ShortVideo)
    }

    fn said(&self) -> Option<String> {
        self.note.with(|note| Some(note.trim().to_owned()).filter(|note| !note.is_empty()))
    }

    /// The price, if what is typed is one. Tracked.
    fn money(&self) -> Option<Money> {
        let money = self.price.with(|text| Money::parse(text, self.chosen())).ok()?;
        (1..=MAX_AMOUNT).contains(&money.amount).then_some(money)
    }

    fn note_fits(&self) -> bool {
        self.note.with(|note| note.trim().chars().count() <= LONGEST_NOTE)
    }

    /// Whether an earlier line asks for the same in the same currency. Tracked.
    fn is_twice(&self, rows: Lines<Self>) -> bool {
        let same = |row: &Self| {
            row.kind() == self.kind() && row.chosen() == self.chosen() && row.said() == self.said()
        };
        rows.get().iter().take_while(|row| row.key != self.key).any(same)
    }

    /// What is sent of it; none where something is wrong.
    pub fn rate(&self, rows: Lines<Self>) -> Option<Rate> {
        untrack(|| {
            let price = self.money()?;
            let fits = self.note_fits() && !self.is_twice(rows);
            fits.then(|| Rate { content: self.kind(), price, note: self.said() })
        })
    }
}

/// An amount without its sign, which stands beside it.
fn amount(money: Money) -> String {
    let shown = words::money(money);
    shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect()
}

/// The line on the screen.
#[component]
pub fn RowView(
    /// The line.
    row: Row,
    /// All lines.
    rows: Lines<Row>,
) -> impl IntoView {
    let id = move |part: &str| format!("rate-{}-{part}", row.key);
    let kinds: Vec<_> =
        ContentKind::ALL.iter().map(|one| SelectOption::new(words::key(one), words::content(*one))).collect();
    let currencies: Vec<_> =
        Currency::ALL.iter().map(|one| SelectOption::new(one.code(), one.code())).collect();
    let no_price = Memo::new(move |_| row.settled.get() && row.money().is_none());
    let twice = Memo::new(move |_| row.is_twice(rows));
    let long = Memo::new(move |_| !row.note_fits());
    let name = Text::live(move || words::content(row.kind())().to_owned());
    let hint = move || match row.money() {
        Some(money) => say!(creator.price_read, price = words::money(money)),
        None if row.chosen() == Currency::Pyg => tr!(creator.price_help_whole)().to_owned(),
        None => tr!(creator.price_help)().to_owned(),
    };
    view! {
        <li class="line">
            <div class="line-fields rate-fields">
                <div class="field" class:wrong=twice>
                    <label class="field-label" for=id("content")>{tr!(creator.content)}</label>
                    <Choices id=id("content") options=kinds.into() value=row.content.into() on_change=Callback::new(move |chosen| row.content.set(chosen))/>
                    <div aria-live="polite">
                        {move || twice.get().then(|| wrong(tr!(creator.rate_twice)))}
                    </div>
                </div>
                <div class="field" class:wrong=no_price>
                    <label class="field-label" for=id("price")>{tr!(creator.price)}</label>
                    <input
                        id=id("price")
                        class="input figures"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        aria-invalid=move || no_price.get().then_some("true")
                        aria-describedby=id("price-note")
                        prop:value=row.price
                        on:input=move |event| { row.settled.set(false); row.price.set(event_target_value(&event)); }
                        on:change=move |_| row.settle()
                    />
                    <div id=id("price-note")>
                        // What is wrong is told to who does not see it; how it reads would be told with every digit.
                        <div aria-live="polite">
                            {move || no_price.get().then(|| wrong(if row.chosen() == Currency::Pyg { tr!(creator.price_wrong_whole) } else { tr!(creator.price_wrong) }))}
                        </div>
                        {move || (!no_price.get()).then(|| view! { <p class="field-help">{hint}</p> })}
                    </div>
                </div>
                <div class="field">
                    <label class="field-label" for=id("currency")>{tr!(creator.currency)}</label>
                    <Choices id=id("currency") options=currencies.into() value=row.currency.into() on_change=Callback::new(move |chosen| row.currency.set(chosen))/>
                </div>
                <div class="field rate-note" class:wrong=long>
                    <label class="field-label" for=id("note")>{tr!(creator.rate_note)}<span class="field-optional">{tr!(common.optional)}</span></label>
                    <input
                        id=id("note")
                        class="input"
                        type="text"
                        autocomplete="off"
                        placeholder=tr!(creator.rate_note_placeholder)
                        aria-invalid=move || long.get().then_some("true")
                        prop:value=row.note
                        on:input=move |event| row.note.set(event_target_value(&event))
                    />
                    <div aria-live="polite">{move || long.get().then(|| wrong(tr!(creator.rate_note_wrong)))}</div>
                </div>
            </div>
            <LineTools lines=rows key=row.key name/>
        </li>
    }
}

fn wrong(text: fn() -> &'static str) -> AnyView {
    view! { <p class="field-error"><IconView icon=Icon::CircleAlert class="small"/>{text}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, Set};
    use shared::creators::{ContentKind, Rate};
    use shared::money::{Currency, Money};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Row;
    use crate::areas::creator::order::Lines;
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn what_is_kept_comes_back_as_it_was_and_nothing_is_no_price() {
        choose(Locale::es);
        let owner = Owner::new();
        owner.set();
        let rows = Lines::<Row>::new();
        let kept = [
            Rate {
                content: ContentKind::Post,
                price: Money::new(1_250_000, Currency::Pyg),
                note: Some("Con dos fotos".to_owned()),
            },
            Rate { content: ContentKind::Post, price: Money::new(12_550, Currency::Eur), note: None },
        ];
        for rate in &kept {
            rows.add(|key| Row::of(key, rate));
        }
        let read: Vec<_> = rows.now().iter().filter_map(|row| row.rate(rows)).collect();
        assert_eq!(read, kept);
        let last = *rows.now().last().unwrap();
        for nothing in ["", "0", "mucho", "-3"] {
            last.price.set(nothing.to_owned());
            assert_eq!(last.rate(rows), None, "{nothing}");
        }
    }
}

//! One account as it is typed: what it will be kept as is shown at once, and what names none is refused with the right
//! form.

use leptos::prelude::*;
use shared::creators::{AccountError, Network, NetworkEntry, Platform, account_url, recognise_account};

use crate::areas::creator::context::use_own;
use crate::areas::creator::order::{Line, LineTools, Lines};
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::form::{Choices, SelectOption};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// One line. Copy it freely.
#[derive(Clone, Copy)]
pub struct Row {
    key: u32,
    platform: RwSignal<String>,
    account: RwSignal<String>,
    followers: RwSignal<String>,
    /// Whether somebody has finished typing, so that it can be said what is wrong.
    settled: RwSignal<bool>,
}

impl Line for Row {
    fn key(&self) -> u32 {
        self.key
    }
}

impl Row {
    /// An account as it is kept.
    pub fn of(key: u32, network: &Network) -> Self {
        let followers = network.followers.map(|count| format::count(count.into())).unwrap_or_default();
        Self {
            key,
            platform: RwSignal::new(network.platform.as_str().to_owned()),
            account: RwSignal::new(network.handle.clone()),
            followers: RwSignal::new(followers),
            settled: RwSignal::new(true),
        }
    }

    /// A new line.
    pub fn begun(key: u32, platform: Platform) -> Self {
        Self {
            key,
            platform: RwSignal::new(platform.as_str().to_owned()),
            account: RwSignal::new(String::new()),
            followers: RwSignal::new(String::new()),
            settled: RwSignal::new(false),
        }
    }

    /// What tells it apart.
    pub const fn id(&self) -> u32 {
        self.key
    }

    /// The network that is chosen now.
    pub fn platform_now(&self) -> Platform {
        untrack(|| self.chosen())
    }

    fn chosen(&self) -> Platform {
        self.platform.with(|text| words::of_key(Platform::ALL, text)).unwrap_or(Platform::Instagram)
    }

    /// The account that is typed, or why it is none; nothing while nothing is typed. Tracked.
    fn found(&self) -> Option<Result<String, AccountError>> {
        let platform = self.chosen();
        let text = self.account.get();
        (!text.trim().is_empty()).then(|| recognise_account(platform, &text))
    }

    /// How many follow it; none where what is typed is no number. Tracked.
    fn counted(&self) -> Option<Option<u32>> {
        self.followers.with(|text| whole_number(text))
    }

    /// What was typed becomes the account's name, if it names one.
    pub fn settle(&self) {
        if let Some(Ok(name)) = untrack(|| self.found())
            && self.account.get_untracked() != name
        {
            self.account.set(name);
        }
        self.settled.set(true);
    }

    /// Takes over what is typed. What comes in one piece was pasted or filled in, and is finished.
    fn typed(&self, text: String) {
        let letters = |text: &str| text.chars().count();
        let before = self.account.with_untracked(|before| letters(before));
        let pasted = letters(&text) > before.saturating_add(1);
        self.account.set(text);
        self.settled.set(false);
        if pasted {
            self.settle();
        }
    }

    /// Whether an earlier line says the same. Tracked.
    fn is_twice(&self, rows: Lines<Self>) -> bool {
        let Some(Ok(name)) = self.found() else { return false };
        let mut earlier = rows.get().into_iter().take_while(|row| row.key != self.key);
        earlier.any(|row| row.chosen() == self.chosen() && row.found() == Some(Ok(name.clone())))
    }

    /// What is wrong with the account, in words. Tracked.
    fn wrong(&self, rows: Lines<Self>) -> Option<String> {
        match self.found() {
            None => Some(tr!(creator.account_needed)().to_owned()),
            Some(Err(error)) => Some(words::account_error(&error)),
            Some(Ok(_)) if self.is_twice(rows) => Some(tr!(creator.account_twice)().to_owned()),
            Some(Ok(_)) => None,
        }
    }

    /// What is sent of it; none where something is wrong.
    pub fn entry(&self, rows: Lines<Self>) -> Option<NetworkEntry> {
        untrack(|| {
            let account = self.found()?.ok()?;
            let followers = self.counted()?;
            (!self.is_twice(rows)).then(|| NetworkEntry { platform: self.chosen(), account, followers })
        })
    }
}

/// A count as people write it, with or without its thousands apart; nothing typed is no count.
fn whole_number(text: &str) -> Option<Option<u32>> {
    let digits: String =
        text.chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    if digits.is_empty() {
        return Some(None);
    }
    let most = 2_000_000_000;
    digits.parse().ok().filter(|count| *count <= most).map(Some)
}

/// The line on the screen.
#[component]
pub fn RowView(
    /// The line.
    row: Row,
    /// All lines.
    rows: Lines<Row>,
) -> impl IntoView {
    let own = use_own();
    let id = move |part: &str| format!("network-{}-{part}", row.key);
    let options: Vec<_> =
        Platform::ALL.iter().map(|one| SelectOption::new(one.as_str(), one.name())).collect();
    let wrong = Memo::new(move |_| row.wrong(rows));
    // Before somebody has finished, it is only said what would be right.
    let shown_wrong = Memo::new(move |_| wrong.get().filter(|_| row.settled.get()));
    let uncounted = Memo::new(move |_| row.counted().is_none());
    let verified = Memo::new(move |_| {
        let (platform, Some(Ok(name))) = (row.chosen(), row.found()) else { return false };
        own.get().is_some_and(|creator| {
            let same = |network: &Network| network.platform == platform && network.handle == name;
            creator.networks.iter().any(|network| same(network) && network.verified)
        })
    });
    let elsewhere = move || match row.found() {
        Some(Err(AccountError::OtherPlatform { found, .. })) => Some(found),
        _ => None,
    };
    let change = move |found: Platform| {
        row.platform.set(found.as_str().to_owned());
        row.settle();
    };
    let name = Text::live(move || {
        let typed = row.account.get();
        if typed.trim().is_empty() { row.chosen().name().to_owned() } else { typed }
    });
    let hint = move || match row.found() {
        Some(Ok(name)) => {
            let (shown, url) = (words::account(row.chosen(), &name), account_url(row.chosen(), &name));
            view! {
                <span>{move || say!(creator.account_kept, account = shown.clone())}</span>" "
                <a href=url target="_blank" rel="noopener noreferrer">{tr!(creator.account_see)}</a>
            }
            .into_any()
        }
        Some(Err(_)) | None => {
            view! { <span>{say!(creator.account_help, example = words::example(row.chosen()))}</span> }
                .into_any()
        }
    };
    view! {
        <li class="line">
            <div class="line-fields network-fields">
                <div class="field">
                    <label class="field-label" for=id("platform")>{tr!(creator.network)}</label>
                    <Choices
                        id=id("platform")
                        options=options.into()
                        value=row.platform.into()
                        on_change=Callback::new(move |chosen| { row.platform.set(chosen); row.settle(); })
                    />
                </div>
                <div class="field" class:wrong=move || shown_wrong.with(Option::is_some)>
                    <label class="field-label" for=id("account")>{tr!(creator.account)}</label>
                    <input
                        id=id("account")
                        class="input"
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        placeholder=tr!(creator.account_placeholder)
                        aria-invalid=move || shown_wrong.with(Option::is_some).then_some("true")
                        aria-describedby=id("account-note")
                        prop:value=row.account
                        on:input=move |event| row.typed(event_target_value(&event))
                        on:change=move |_| row.settle()
                    />
                    <div id=id("account-note")>
                        // What is wrong is told to who does not see it; what is kept would be told with every letter.
                        <div aria-live="polite">
                            {move || shown_wrong.get().map(|wrong| view! {
                                <p class="field-error"><IconView icon=Icon::CircleAlert class="small"/>{wrong}</p>
                            })}
                        </div>
                        {move || shown_wrong.with(Option::is_none).then(|| view! { <p class="field-help breakable">{hint}</p> })}
                    </div>
                    {move || elsewhere().map(|found| view! {
                        <div class="row">
                            <Button text=Text::live(move || say!(creator.account_move, network = found.name())) small=true on_press=move |()| change(found)/>
                        </div>
                    })}
                    {move || verified.get().then(|| view! { <p class="verified"><IconView icon=Icon::ShieldCheck class="small"/>{tr!(creators.account_verified)}</p> })}
                </div>
                <div class="field" class:wrong=uncounted>
                    <label class="field-label" for=id("followers")>{tr!(creators.followers)}</label>
                    <input
                        id=id("followers")
                        class="input figures"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=move || uncounted.get().then_some("true")
                        aria-describedby=id("followers-note")
                        prop:value=row.followers
                        on:input=move |event| row.followers.set(event_target_value(&event))
                    />
                    <div id=id("followers-note") aria-live="polite">
                        {move || uncounted.get().then(|| view! { <p class="field-error"><IconView icon=Icon::CircleAlert class="small"/>{tr!(creator.followers_wrong)}</p> })}
                    </div>
                    <p class="field-help">{tr!(creator.followers_help)}</p>
                </div>
            </div>
            <LineTools lines=rows key=row.key name/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use shared::creators::Platform;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Row, whole_number};
    use crate::areas::creator::order::Lines;

    #[wasm_bindgen_test]
    fn a_count_is_understood_however_its_thousands_are_written() {
        for text in ["12400", "12.400", "12,400", "12 400"] {
            assert_eq!(whole_number(text), Some(Some(12_400)), "{text}");
        }
        assert_eq!(whole_number(" "), Some(None));
        for text in ["mil", "12k", "-1", "2000000001"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

    #[wasm_bindgen_test]
    fn an_address_becomes_the_name_and_what_is_none_is_not_sent() {
        let owner = Owner::new();
        owner.set();
        let rows = Lines::<Row>::new();
        rows.add(|key| Row::begun(key, Platform::Instagram));
        let row = *rows.now().first().unwrap();
        row.typed("https://www.instagram.com/Ana.Lopez/?hl=es".to_owned());
        let entry = row.entry(rows).unwrap();
        assert_eq!((entry.account.as_str(), entry.followers), ("ana.lopez", None));
        row.typed("https://www.instagram.com/p/abc".to_owned());
        assert!(row.entry(rows).is_none() && row.wrong(rows).is_some_and(|text| text.contains("ana.lopez")));
        rows.add(|key| Row::begun(key, Platform::Instagram));
        let second = *rows.now().last().unwrap();
        row.typed("@ana".to_owned());
        second.typed("instagram.com/ana".to_owned());
        assert!(row.entry(rows).is_some() && second.entry(rows).is_none(), "there twice");
    }
}

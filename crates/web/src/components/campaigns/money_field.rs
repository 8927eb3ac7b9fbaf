//! An amount with its currency, as part of a form.

use leptos::prelude::*;
use shared::money::{Currency, Money};

use super::words;
use crate::i18n::tr;
use crate::ui::form::{Choices, Field, Form, SelectOption};
use crate::ui::text::Text;

/// What is typed as an amount. Copy it freely.
#[derive(Clone, Copy)]
pub struct TypedMoney {
    /// The amount, as the person writes it.
    pub amount: RwSignal<String>,
    /// The code of its currency.
    pub currency: RwSignal<String>,
}

impl TypedMoney {
    /// Nothing yet, in guaraníes.
    pub fn new() -> Self {
        Self {
            amount: RwSignal::new(String::new()),
            currency: RwSignal::new(Currency::Pyg.code().to_owned()),
        }
    }

    /// Takes an amount over.
    pub fn set(self, money: Money) {
        self.amount.set(words::typed_money(money));
        self.currency.set(money.currency.code().to_owned());
    }

    /// What was typed, or why it is none; tracked.
    pub fn read(self) -> Result<Money, &'static str> {
        let currency: Currency = self.currency.get().parse().map_err(words::wrong_money)?;
        let money = Money::parse(&self.amount.get(), currency).map_err(words::wrong_money)?;
        if money.amount > 0 { Ok(money) } else { Err(tr!(campaigns.money_nothing)()) }
    }
}

/// The currencies, to choose from.
pub fn currencies() -> Vec<SelectOption> {
    Currency::ALL
        .iter()
        .map(|one| SelectOption::new(one.code(), format!("{} {}", one.symbol(), one.code())))
        .collect()
}

/// The amount and its currency.
#[component]
pub fn MoneyField(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// What is typed.
    value: TypedMoney,
    /// A word on what it is for.
    #[prop(into)]
    help: Text,
) -> impl IntoView {
    let id = form.field_id(name);
    let described = format!("{id}-error {id}-help");
    view! {
        <Field form name label help=Some(help)>
            <div class="money-field">
                <input
                    id=id
                    class="input figures"
                    inputmode="decimal"
                    autocomplete="off"
                    name=name
                    aria-describedby=described
                    aria-invalid=move || form.error(name).map(|_| "true")
                    aria-required="true"
                    prop:value=value.amount
                    on:input=move |event| value.amount.set(event_target_value(&event))
                />
                <label>
                    <span class="hidden-visually">{tr!(campaigns.currency)}</span>
                    <Choices
                        options=currencies().into()
                        value=value.currency.into()
                        on_change=Callback::new(move |chosen| value.currency.set(chosen))
                    />
                </label>
            </div>
        </Field>
    }
}

//! What a creator gets, as part of a form: of a campaign, an offer or a counter-offer.

use leptos::prelude::*;
use shared::campaigns::{Compensation, CompensationKind};

use super::money_field::{MoneyField, TypedMoney};
use super::words;
use crate::components::creators::words::{key, of_key};
use crate::i18n::tr;
use crate::ui::form::{Form, Select, SelectOption, TextField};

/// Every kind, in the order in which they are offered.
const KINDS: [CompensationKind; 3] =
    [CompensationKind::Fee, CompensationKind::Exchange, CompensationKind::Both];

/// What is typed as a compensation. Copy it freely.
#[derive(Clone, Copy)]
pub struct TypedCompensation {
    kind: RwSignal<String>,
    product: RwSignal<String>,
    value: TypedMoney,
    fee: TypedMoney,
}

/// A field of a form and what is wrong with it.
pub type Wrong = (&'static str, &'static str);

impl TypedCompensation {
    /// Nothing yet: a fee.
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new(key(&CompensationKind::Fee)),
            product: RwSignal::new(String::new()),
            value: TypedMoney::new(),
            fee: TypedMoney::new(),
        }
    }

    /// Takes a compensation over.
    pub fn set(self, compensation: &Compensation) {
        self.kind.set(key(&compensation.kind()));
        if let Compensation::Exchange { product, .. } | Compensation::Both { product, .. } = compensation {
            self.product.set(product.clone());
        }
        if let Some(value) = compensation.value() {
            self.value.set(value);
        }
        if let Some(fee) = compensation.fee() {
            self.fee.set(fee);
        }
    }

    fn kind(self) -> CompensationKind {
        of_key(&KINDS, &self.kind.get()).unwrap_or(CompensationKind::Fee)
    }

    /// What was typed, or the field that cannot be read; tracked.
    pub fn read(self) -> Result<Compensation, Wrong> {
        let fee = || self.fee.read().map_err(|why| ("compensation.fee", why));
        let value = || self.value.read().map_err(|why| ("compensation.value", why));
        let product = || self.product.get().trim().to_owned();
        Ok(match self.kind() {
            CompensationKind::Fee => Compensation::Fee { fee: fee()? },
            CompensationKind::Exchange => Compensation::Exchange { product: product(), value: value()? },
            CompensationKind::Both => Compensation::Both { product: product(), value: value()?, fee: fee()? },
        })
    }

    /// Every text of it, to keep a draft by; tracked.
    pub fn texts(self) -> [String; 6] {
        [self.kind, self.product, self.value.amount, self.value.currency, self.fee.amount, self.fee.currency]
            .map(|text| text.get())
    }

    /// Takes kept texts over.
    pub fn set_texts(self, texts: [String; 6]) {
        let fields = [
            self.kind,
            self.product,
            self.value.amount,
            self.value.currency,
            self.fee.amount,
            self.fee.currency,
        ];
        for (field, text) in fields.into_iter().zip(texts) {
            field.set(text);
        }
    }
}

/// Kind, product, value and fee: those that the kind has.
#[component]
pub fn CompensationFields(
    /// Their form.
    form: Form,
    /// What is typed.
    typed: TypedCompensation,
) -> impl IntoView {
    let has_product = Memo::new(move |_| typed.kind() != CompensationKind::Fee);
    let has_fee = Memo::new(move |_| typed.kind() != CompensationKind::Exchange);
    let kinds: Vec<SelectOption> =
        KINDS.iter().map(|kind| SelectOption::new(key(kind), words::compensation_kind(*kind))).collect();
    view! {
        <Select form name="compensation.kind" label=tr!(campaigns.compensation) value=typed.kind options=kinds/>
        // Hidden and not taken away: what was typed is there again when the kind is changed back.
        <div class="stack" hidden=move || !has_fee.get()>
            <MoneyField form name="compensation.fee" label=tr!(campaigns.fee) value=typed.fee help=tr!(campaigns.fee_help)/>
        </div>
        <div class="stack" hidden=move || !has_product.get()>
            <TextField form name="compensation.product" label=tr!(campaigns.product) value=typed.product help=tr!(campaigns.product_help) wrong=tr!(campaigns.product_wrong)/>
            <MoneyField form name="compensation.value" label=tr!(campaigns.value) value=typed.value help=tr!(campaigns.value_help)/>
        </div>
    }
}

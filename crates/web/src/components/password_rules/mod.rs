//! The demands on a new password, ticked off while it is typed.

use leptos::prelude::*;
use shared::identity::{PasswordRule, broken_rules};

use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// The demands on the password that is being typed.
#[component]
pub fn PasswordRules(
    /// What is typed.
    password: RwSignal<String>,
) -> impl IntoView {
    let rules: [(PasswordRule, Text); 5] = [
        (PasswordRule::Length, tr!(public.rule_length).into()),
        (PasswordRule::Upper, tr!(public.rule_upper).into()),
        (PasswordRule::Lower, tr!(public.rule_lower).into()),
        (PasswordRule::Digit, tr!(public.rule_digit).into()),
        (PasswordRule::Special, tr!(public.rule_special).into()),
    ];
    let broken = Memo::new(move |_| broken_rules(&password.get()));
    view! {
        <div class="rules">
            <p class="field-help">{tr!(public.rules)}</p>
            <ul role="list">
                {rules.map(|(rule, text)| {
                    let met = move || broken.with(|broken| !broken.contains(&rule));
                    view! {
                        <li class="rule" class:met=met>
                            {move || view! { <IconView icon=if met() { Icon::Check } else { Icon::Minus } class="small"/> }}
                            {text.read()}
                            <span class="hidden-visually">
                                {move || if met() { tr!(public.rule_met)() } else { tr!(public.rule_open)() }}
                            </span>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </div>
    }
}

//! Enums: a word, or a word and what goes with it.

use proc_macro2::TokenStream as Code;
use quote::quote;
use syn::{DataEnum, Error, Fields, Result, Variant};

use crate::attributes::{Container, Field};
use crate::fields;

/// How an enum is read.
pub fn read_enum(container: &Container, data: &DataEnum) -> Result<Code> {
    let arms = data.variants.iter().map(|variant| arm(container, variant)).collect::<Result<Vec<_>>>()?;
    let word = match &container.tag {
        Some(tag) => quote! { ::shared::json::field::<::std::string::String>(value, #tag)?.as_str() },
        None => quote! { value.as_str()? },
    };
    Ok(quote! {
        match #word {
            #(#arms)*
            _ => ::core::option::Option::None,
        }
    })
}

fn arm(container: &Container, variant: &Variant) -> Result<Code> {
    let how = Field::of(&variant.attrs)?;
    let word = how.name.unwrap_or_else(|| container.case.of(&variant.ident.to_string()));
    let ident = &variant.ident;
    let fields = fields::read(container, &variant.fields)?;
    if matches!(variant.fields, Fields::Unit) {
        return Ok(quote! { #word => ::core::option::Option::Some(Self::#ident), });
    }
    if container.tag.is_none() {
        return Err(Error::new_spanned(
            variant,
            "an enum whose variants hold something needs `#[serde(tag = …)]`",
        ));
    }
    let value = container.content.as_ref().map(|content| {
        quote! { let value = ::shared::json::inside(value, #content)?; }
    });
    Ok(quote! {
        #word => {
            #value
            ::core::option::Option::Some(Self::#ident #fields)
        }
    })
}

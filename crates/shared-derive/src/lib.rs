//! `#[derive(FromJson)]` writes how the app reads a DTO out of parsed JSON.
//!
//! It obeys the `#[serde(…)]` attributes that the DTO has for the API, so both sides read the same; an attribute that
//! it does not know is an error while compiling. What serde derives for the same DTO is ten times as much code, and
//! code is what a first visit waits for.

mod attributes;
mod fields;
mod variants;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Code;
use quote::quote;
use syn::{Data, DeriveInput, Error, parse_macro_input, parse_quote};

use attributes::Container;

/// Derives `shared::json::FromJson` for a struct with named fields, a struct around one value, or an enum.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn derive_from_json(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implementation(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn implementation(input: &DeriveInput) -> Result<Code, Error> {
    let container = Container::of(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(data) => fields::read_struct(&container, &input.ident, &data.fields)?,
        Data::Enum(data) => variants::read_enum(&container, data)?,
        Data::Union(_) => return Err(Error::new_spanned(&input.ident, "a union is not read from JSON")),
    };
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::shared::json::FromJson));
    }
    let name = &input.ident;
    let (parameters, arguments, conditions) = generics.split_for_impl();
    Ok(quote! {
        impl #parameters ::shared::json::FromJson for #name #arguments #conditions {
            fn from_json(value: &mut ::shared::json::Value) -> ::core::option::Option<Self> {
                #body
            }
        }
    })
}

//! Structs, and what variants hold.

use proc_macro2::{Ident, TokenStream as Code};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Error, Fields, Result};

use crate::attributes::{Absent, Container, Field};

/// How a struct is read.
pub fn read_struct(container: &Container, name: &Ident, fields: &Fields) -> Result<Code> {
    if fields.is_empty() {
        return Err(Error::new_spanned(name, "nothing to read: it has no fields"));
    }
    let standard =
        container.default.then(|| quote! { let standard = <Self as ::core::default::Default>::default(); });
    let fields = read(container, fields)?;
    Ok(quote! {
        #standard
        ::core::option::Option::Some(Self #fields)
    })
}

/// What stands behind the name of a struct or a variant, read out of `value`.
pub fn read(container: &Container, fields: &Fields) -> Result<Code> {
    match fields {
        Fields::Unit => Ok(Code::new()),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Ok(quote! { (::shared::json::FromJson::from_json(value)?) })
        }
        Fields::Unnamed(fields) => Err(Error::new_spanned(fields, "only one value without a name is read")),
        Fields::Named(fields) => {
            let fields =
                fields.named.iter().map(|field| named(container, field)).collect::<Result<Vec<_>>>()?;
            Ok(quote! { { #(#fields),* } })
        }
    }
}

fn named(container: &Container, field: &syn::Field) -> Result<Code> {
    let how = Field::of(&field.attrs)?;
    let Some(ident) = &field.ident else { return Err(Error::new_spanned(field, "it has no name")) };
    if how.flat {
        return Ok(quote! { #ident: ::shared::json::FromJson::from_json(value)? });
    }
    let name = how.name.unwrap_or_else(|| ident.unraw().to_string());
    let absent = match how.absent {
        Absent::Own if container.default => quote! { standard.#ident },
        Absent::Own => return Ok(quote! { #ident: ::shared::json::field(value, #name)? }),
        Absent::Default => quote! { ::core::default::Default::default() },
        Absent::Given(given) => quote! { #given() },
    };
    Ok(quote! { #ident: ::shared::json::field_or(value, #name, #absent)? })
}

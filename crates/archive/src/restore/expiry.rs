//! What makes documents expire: set at the very end of a restore, or left out of a copy in which nothing may vanish.

use bson::RawDocumentBuf;

use super::{RestoreError, create};
use crate::{
    Definition, Source,
    catalog::{CollectionSpec, Kind},
    compare::{EXPIRY, expires, index_name},
};

/// What becomes of what makes documents expire: TTL indexes, and `expireAfterSeconds` of collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Expiry {
    /// It comes back as it was: the server deletes what has expired within about a minute of the restore.
    #[default]
    AsArchived,
    /// It is left out, and the report says where: TTL indexes are built without their time. For a copy to look into.
    Suspended,
}

/// Sets it, as told. Returns the definitions that the target must have now.
pub(super) async fn set<'a>(
    target: &Source,
    specs: &[(&CollectionSpec, &'a str)],
    expiry: Expiry,
    lenient: bool,
) -> Result<Vec<(CollectionSpec, &'a str)>, RestoreError> {
    let mut expected = Vec::with_capacity(specs.len());
    for (spec, name) in specs {
        let failed = |error| RestoreError::server(format!("setting what expires in {name:?}"))(error);
        let told = match expiry {
            Expiry::AsArchived => (*spec).clone(),
            Expiry::Suspended => inert(spec).map_err(failed)?,
        };
        if spec.kind != Kind::View {
            // Those that expire in the archive are the ones that were not built yet.
            let both = spec.indexes.iter().zip(&told.indexes);
            let indexes = both.filter(|(archived, _)| expires(archived)).map(|(_, told)| told);
            create::indexes(target, spec, name, indexes, lenient).await.map_err(failed)?;
            create::expiry(target, &told, name).await.map_err(failed)?;
        }
        expected.push((told, *name));
    }
    Ok(expected)
}

/// What was left out, as `<collection>: <what>`.
pub(super) fn suspended(specs: &[(&CollectionSpec, &str)], expiry: Expiry) -> Vec<String> {
    let of = |(spec, name): &(&CollectionSpec, &str)| {
        let indexes = spec.indexes.iter().filter(|index| expires(index));
        let indexes = indexes.map(|index| format!("{name}: index {}", index_name(index)));
        let own = matches!(spec.options.as_raw().get(EXPIRY), Ok(Some(_)));
        let own = own.then(|| format!("{name}: {EXPIRY} of the collection"));
        indexes.chain(own).collect::<Vec<_>>()
    };
    match expiry {
        Expiry::AsArchived => Vec::new(),
        Expiry::Suspended => specs.iter().flat_map(of).collect(),
    }
}

/// The same without what makes documents expire.
fn inert(spec: &CollectionSpec) -> Result<CollectionSpec, mongodb::error::Error> {
    let without = |definition: &Definition| {
        RawDocumentBuf::from_bytes(create::without(definition.as_raw(), &[EXPIRY.as_bytes()], None))
            .map(Definition::from)
            .map_err(mongodb::error::Error::custom)
    };
    Ok(CollectionSpec {
        options: without(&spec.options)?,
        indexes: spec.indexes.iter().map(without).collect::<Result<_, _>>()?,
        ..spec.clone()
    })
}

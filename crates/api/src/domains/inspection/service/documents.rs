//! Pages of documents.

use bson::{Bson, Document, RawDocumentBuf};
use serde_json::{Value, json};
use shared::inspection::{DocumentPage, DocumentQuery};

use super::{Inspection, Look};
use crate::domains::inspection::query::{self, Filter, Keyset, Place, Sort};
use crate::domains::inspection::repo::{IdAndKey, Listed, of_value};
use crate::domains::inspection::view::render::Renderer;
use crate::http::{ApiError, ApiResult, page};

/// A page is cut before it has more bytes of BSON, but never before its first document.
const MAX_PAGE_BYTES: u64 = 8 * 1024 * 1024;

/// What a person asks of a collection, let through.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub filter: Filter,
    pub projection: Option<Document>,
    pub sort: Sort,
}

impl Asked {
    /// Reads and checks the three texts.
    pub fn read(filter: Option<&str>, projection: Option<&str>, sort: Option<&str>) -> ApiResult<Self> {
        let read = |name: &str, text: Option<&str>| {
            text.filter(|text| !text.trim().is_empty()).map(|text| query::object(name, text)).transpose()
        };
        let mut filter = query::filter(read("filter", filter)?.unwrap_or_default())?;
        let projection = read("projection", projection)?.filter(|projection| !projection.is_empty());
        if let Some(projection) = &projection {
            filter.searched.extend(query::projection(projection)?);
        }
        let sort = query::sort(&read("sort", sort)?.unwrap_or_default())?;
        Ok(Self { filter, projection, sort })
    }

    /// Checks a question that is not a person's own text.
    pub fn searching(filter: Document) -> ApiResult<()> {
        query::filter(filter).map(|_| ())
    }

    /// The projection with `_id` in it, and whether `_id` is to be shown.
    fn with_id(&self) -> (Option<Document>, bool) {
        let Some(projection) = &self.projection else { return (None, true) };
        let hides = match projection.get("_id") {
            Some(Bson::Int32(0) | Bson::Int64(0) | Bson::Boolean(false)) => true,
            Some(Bson::Double(number)) => number.to_bits() == 0,
            _ => false,
        };
        if !hides {
            return (Some(projection.clone()), true);
        }
        let mut rest = projection.clone();
        rest.remove("_id");
        (Some(rest).filter(|rest| !rest.is_empty()), false)
    }
}

impl Look<'_> {
    /// A page of documents.
    pub async fn documents(
        &self,
        database: &str,
        name: &str,
        query: &DocumentQuery,
    ) -> ApiResult<DocumentPage> {
        let asked = Asked::read(query.filter.as_deref(), query.projection.as_deref(), query.sort.as_deref())?;
        let eyes = self.eyes();
        let listed = eyes.collection(database, name).await?;
        let place = format!("{database}.{name}");
        let details = json!({
            "filter": query.filter, "projection": query.projection, "sort": query.sort, "limit": query.limit,
            "later_page": query.cursor.is_some(),
        });
        self.record("inspection.read_documents", "collection", &place, details).await?;
        let keys = Keyset::new(&place, &asked.filter.document, &asked.sort);
        let (start, mut searched) = keys.decode(query.cursor.as_deref())?.unzip();
        searched.get_or_insert_default().extend(asked.filter.searched.iter().cloned());
        eyes.check_searched(database, &listed, &searched.unwrap_or_default()).await?;
        let limit = page::limit(query.limit);
        let read = async {
            if listed.has_ids() {
                eyes.page_by_key(database, &listed, &asked, &keys, start, limit).await
            } else {
                eyes.page_by_position(database, &listed, &asked, start, limit).await
            }
        };
        let counted = eyes.repo.matching(database, &listed, &asked.filter.document);
        let ((documents, next), matching) = futures::try_join!(read, counted)?;
        let (_, shows_id) = asked.with_id();
        let mut renderer = Renderer::canonical();
        let documents = documents.iter().map(|document| renderer.document(document));
        let documents =
            documents.map(|document| if shows_id { document } else { without_id(document) }).collect();
        let next_cursor = next.map(|next| keys.encode(&next)).transpose()?;
        Ok(DocumentPage { documents, matching, masked_fields: renderer.into_masked(), next_cursor })
    }
}

fn without_id(mut document: Value) -> Value {
    if let Value::Object(fields) = &mut document {
        fields.shift_remove("_id");
        if let Some(Value::Array(fields)) = fields.get_mut("$fields") {
            fields.retain(|field| field.get(0).is_none_or(|name| name != "_id"));
        }
    }
    document
}

type Read = (Vec<RawDocumentBuf>, Option<Place>);

impl Inspection {
    /// First the keys of the page, then as many of its documents as fit.
    async fn page_by_key(
        &self,
        database: &str,
        listed: &Listed,
        asked: &Asked,
        keys: &Keyset<'_>,
        start: Option<Place>,
        limit: usize,
    ) -> ApiResult<Read> {
        let after = match &start {
            None => None,
            Some(Place::After(key)) => Some(key.as_slice()),
            Some(Place::At(_)) => return Err(foreign()),
        };
        let filter = &asked.filter.document;
        let count = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
        let mut rows = self.repo.keys(database, listed, keys.stages(filter, after, count)).await?;
        let mut more = rows.len() > limit;
        rows.truncate(limit);
        let ids: Vec<Bson> = rows.iter().map(|row| row.id.clone()).collect();
        let sizes = self.repo.sizes(database, listed, &ids).await?;
        let names = names(&rows)?;
        let fitting = fitting(names.iter().map(|name| sizes.get(name).copied().unwrap_or(0)));
        more |= fitting < rows.len();
        rows.truncate(fitting);
        let ids: Vec<Bson> = rows.iter().map(|row| row.id.clone()).collect();
        let (projection, _) = asked.with_id();
        let mut found = self.repo.documents(database, listed, &ids, filter, projection).await?;
        let documents = names.iter().take(fitting).filter_map(|name| found.remove(name)).collect();
        let next = if more { rows.pop().map(|last| Place::After(last.key)) } else { None };
        Ok((documents, next))
    }

    async fn page_by_position(
        &self,
        database: &str,
        listed: &Listed,
        asked: &Asked,
        start: Option<Place>,
        limit: usize,
    ) -> ApiResult<Read> {
        let position = match start {
            None => 0,
            Some(Place::At(position)) => position,
            Some(Place::After(_)) => return Err(foreign()),
        };
        let count = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
        let (projection, _) = asked.with_id();
        let mut documents = self
            .repo
            .documents_at(
                database,
                listed,
                &asked.filter.document,
                projection,
                &asked.sort,
                (position, count),
            )
            .await?;
        let bytes = |document: &RawDocumentBuf| u64::try_from(document.as_bytes().len()).unwrap_or(u64::MAX);
        let fitting = fitting(documents.iter().take(limit).map(bytes));
        let more = fitting < documents.len();
        documents.truncate(fitting);
        let shown = u64::try_from(fitting).unwrap_or(u64::MAX);
        Ok((documents, more.then(|| Place::At(position.saturating_add(shown)))))
    }
}

/// A cursor of a view for a collection, or the other way round.
fn foreign() -> ApiError {
    ApiError::field("cursor", "must be a next_cursor that this list gave")
}

/// How many of these sizes fit on a page; at least one.
fn fitting(sizes: impl Iterator<Item = u64>) -> usize {
    let mut sum = 0_u64;
    sizes
        .enumerate()
        .take_while(|(index, size)| {
            sum = sum.saturating_add(*size);
            *index == 0 || sum <= MAX_PAGE_BYTES
        })
        .count()
}

/// The bytes that tell the documents of these rows apart.
fn names(rows: &[IdAndKey]) -> ApiResult<Vec<Vec<u8>>> {
    rows.iter()
        .map(|row| {
            let id = bson::RawBson::try_from(row.id.clone()).map_err(ApiError::internal)?;
            Ok(of_value(id.as_raw_bson_ref()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_PAGE_BYTES, fitting};

    #[test]
    fn a_page_is_cut_before_it_is_too_large_but_never_empty() {
        assert_eq!(fitting([1, 2, 3].into_iter()), 3);
        assert_eq!(fitting([MAX_PAGE_BYTES, 1].into_iter()), 1);
        assert_eq!(fitting([MAX_PAGE_BYTES * 2, 1].into_iter()), 1);
        assert_eq!(fitting([1, MAX_PAGE_BYTES, 1].into_iter()), 1);
        assert_eq!(fitting(std::iter::empty()), 0);
    }
}

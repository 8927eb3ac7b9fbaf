//! The portfolio: at most so many items, in the order that their owner gives them.

use shared::creators::{MAX_PORTFOLIO, UpdatePortfolioItem};
use shared::error::ErrorCode;
use shared::id::PortfolioItemId;

use super::edit::trimmed;
use super::profile::Work;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// The portfolio with one more item at its end.
///
/// # Errors
/// [`ErrorCode::LimitReached`].
pub fn with(portfolio: &[Work], item: Work) -> ApiResult<Vec<Work>> {
    if portfolio.len() >= MAX_PORTFOLIO {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "a portfolio has at most {MAX_PORTFOLIO} items; remove one first",
            "un portafolio tiene como mucho {MAX_PORTFOLIO} elementos; quitá uno primero"
        )));
    }
    let mut items = portfolio.to_vec();
    items.push(item);
    Ok(items)
}

/// The portfolio without an item, and that item.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub fn without(portfolio: &[Work], id: PortfolioItemId) -> ApiResult<(Vec<Work>, Work)> {
    let (mut gone, kept): (Vec<Work>, Vec<Work>) = portfolio.iter().cloned().partition(|item| item.id == id);
    let item = gone.pop().ok_or_else(missing)?;
    Ok((kept, item))
}

/// The portfolio with an item called otherwise, or standing elsewhere.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub fn changed(
    portfolio: &[Work],
    id: PortfolioItemId,
    change: &UpdatePortfolioItem,
) -> ApiResult<Vec<Work>> {
    let before = portfolio.iter().position(|item| item.id == id).ok_or_else(missing)?;
    let (mut items, mut item) = without(portfolio, id)?;
    if let Some(title) = &change.title {
        item.title = trimmed(title);
    }
    let wished = change.position.map(|position| usize::try_from(position).unwrap_or(usize::MAX));
    let at = wished.unwrap_or(before).min(items.len());
    items.insert(at, item);
    Ok(items)
}

fn missing() -> ApiError {
    ApiError::new(ErrorCode::NotFound)
        .detail(said!("there is no such item in your portfolio", "ese elemento no está en tu portafolio"))
}

#[cfg(test)]
mod tests {
    use bson::DateTime;
    use shared::creators::UpdatePortfolioItem;
    use shared::error::ErrorCode;
    use shared::id::PortfolioItemId;

    use super::super::profile::Work;
    use super::{changed, with, without};

    fn work(number: u128) -> Work {
        Work {
            id: PortfolioItemId::new(uuid::Uuid::from_u128(number)),
            title: None,
            url: Some(format!("https://example.org/{number}")),
            picture: None,
            ready: true,
            added_at: DateTime::from_millis(0),
        }
    }

    fn order(items: &[Work]) -> Vec<u128> {
        items.iter().map(|item| item.id.uuid().as_u128()).collect()
    }

    #[test]
    fn an_item_moves_to_where_it_is_wished() {
        let items = vec![work(1), work(2), work(3)];
        let to = |id: u128, position| {
            let change = UpdatePortfolioItem { title: None, position: Some(position) };
            order(&changed(&items, work(id).id, &change).unwrap())
        };
        assert_eq!(to(1, 0), [1, 2, 3]);
        assert_eq!(to(1, 1), [2, 1, 3]);
        assert_eq!(to(1, 99), [2, 3, 1]);
        assert_eq!(to(3, 0), [3, 1, 2]);
        let titled = UpdatePortfolioItem { title: Some(" Mercado 4 ".to_owned()), position: None };
        let after = changed(&items, work(2).id, &titled).unwrap();
        assert_eq!((order(&after), after[1].title.as_deref()), (vec![1, 2, 3], Some("Mercado 4")));
        assert_eq!(changed(&items, work(9).id, &titled).unwrap_err().code(), ErrorCode::NotFound);
    }

    #[test]
    fn thirty_are_enough() {
        let items: Vec<_> = (0..29).map(work).collect();
        let full = with(&items, work(29)).unwrap();
        assert_eq!(with(&full, work(30)).unwrap_err().code(), ErrorCode::LimitReached);
        let (kept, gone) = without(&full, work(7).id).unwrap();
        assert_eq!((kept.len(), gone), (29, work(7)));
    }
}

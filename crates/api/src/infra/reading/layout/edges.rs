//! Where things lie to each other on a page.

use shared::figures::Place;

/// The edges of a part of a page, to reckon with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edges {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl From<Place> for Edges {
    fn from(place: Place) -> Self {
        let (left, top) = (f64::from(place.x), f64::from(place.y));
        Self { left, top, right: left + f64::from(place.width), bottom: top + f64::from(place.height) }
    }
}

impl Edges {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    /// How long a stretch both have from left to right; less than nothing where there is a gap.
    pub(super) fn shared_width(&self, other: &Self) -> f64 {
        self.right.min(other.right) - self.left.max(other.left)
    }

    /// The same from top to bottom.
    pub(super) fn shared_height(&self, other: &Self) -> f64 {
        self.bottom.min(other.bottom) - self.top.max(other.top)
    }

    /// Whether both stand on one line.
    pub(super) fn in_line_with(&self, other: &Self) -> bool {
        self.shared_height(other) >= 0.5 * self.height().min(other.height())
            && (self.middle() - other.middle()).abs() <= 0.6 * self.height().max(other.height())
    }

    /// Whether one stands under the other: an edge or the middle is the same, or one is within the other's width.
    pub(super) fn in_column_with(&self, other: &Self) -> bool {
        let near = 1.2 * self.height().max(other.height());
        (self.left - other.left).abs() <= near
            || (self.right - other.right).abs() <= near
            || (self.centre() - other.centre()).abs() <= near
            || self.shared_width(other) >= 0.6 * self.width().min(other.width())
    }
}

/// The smallest part that holds both.
pub(super) fn joined(one: Place, other: Place) -> Place {
    let right = one.x.saturating_add(one.width).max(other.x.saturating_add(other.width));
    let bottom = one.y.saturating_add(one.height).max(other.y.saturating_add(other.height));
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    Place { x, y, width: right.saturating_sub(x), height: bottom.saturating_sub(y) }
}

/// The smallest part that holds all of them; none if there are none.
pub(super) fn around(places: impl IntoIterator<Item = Place>) -> Option<Place> {
    places.into_iter().reduce(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(x: u32, y: u32, width: u32, height: u32) -> Place {
        Place { x, y, width, height }
    }

    #[test]
    fn lines_and_columns_are_seen() {
        let label = Edges::from(place(20, 100, 80, 20));
        assert!(label.in_line_with(&Edges::from(place(300, 95, 60, 30))));
        assert!(!label.in_line_with(&Edges::from(place(300, 125, 60, 20))));
        assert!(label.in_column_with(&Edges::from(place(20, 140, 200, 40))), "the left edge");
        assert!(label.in_column_with(&Edges::from(place(45, 140, 30, 20))), "the middle");
        assert!(!label.in_column_with(&Edges::from(place(200, 140, 60, 20))));
    }

    #[test]
    fn parts_are_joined() {
        assert_eq!(around([place(10, 10, 5, 5), place(20, 8, 5, 5)]), Some(place(10, 8, 15, 7)));
        assert_eq!(around([]), None);
    }
}

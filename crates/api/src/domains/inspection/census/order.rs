//! The order of single BSON values, as the server sorts them: first by kind, then by value; numbers of all types together.

use std::cmp::Ordering;

use bson::{Decimal128, RawBsonRef};

/// Compares two values that are neither objects nor arrays (those count as equal among themselves).
pub fn compare(a: RawBsonRef<'_>, b: RawBsonRef<'_>) -> Ordering {
    use RawBsonRef as B;
    let by_kind = kind(a).cmp(&kind(b));
    if by_kind != Ordering::Equal {
        return by_kind;
    }
    match (a, b) {
        (B::Int32(a), B::Int32(b)) => a.cmp(&b),
        (B::Int64(a), B::Int64(b)) => a.cmp(&b),
        (B::Int32(a), B::Int64(b)) => i64::from(a).cmp(&b),
        (B::Int64(a), B::Int32(b)) => a.cmp(&i64::from(b)),
        (B::Double(a), B::Double(b)) => doubles(a, b),
        (B::String(a) | B::Symbol(a), B::String(b) | B::Symbol(b)) => a.as_bytes().cmp(b.as_bytes()),
        (B::Binary(a), B::Binary(b)) => {
            let parts = |x: bson::raw::RawBinaryRef<'_>| (x.bytes.len(), u8::from(x.subtype));
            parts(a).cmp(&parts(b)).then_with(|| a.bytes.cmp(b.bytes))
        }
        (B::ObjectId(a), B::ObjectId(b)) => a.cmp(&b),
        (B::Boolean(a), B::Boolean(b)) => a.cmp(&b),
        (B::DateTime(a), B::DateTime(b)) => a.cmp(&b),
        (B::Timestamp(a), B::Timestamp(b)) => (a.time, a.increment).cmp(&(b.time, b.increment)),
        (B::RegularExpression(a), B::RegularExpression(b)) => {
            let parts = |x: bson::raw::RawRegexRef<'_>| {
                (x.pattern.as_str().to_owned(), x.options.as_str().to_owned())
            };
            parts(a).cmp(&parts(b))
        }
        (B::JavaScriptCode(a), B::JavaScriptCode(b)) => a.as_bytes().cmp(b.as_bytes()),
        (B::JavaScriptCodeWithScope(a), B::JavaScriptCodeWithScope(b)) => {
            a.code.cmp(b.code).then_with(|| a.scope.as_bytes().cmp(b.scope.as_bytes()))
        }
        (a, b) => match (Number::of(a), Number::of(b)) {
            (Some(a), Some(b)) => a.compare(&b),
            _ => Ordering::Equal,
        },
    }
}

/// Where a value's kind stands in the order.
const fn kind(value: RawBsonRef<'_>) -> u8 {
    match value {
        RawBsonRef::MinKey => 0,
        RawBsonRef::Undefined => 1,
        RawBsonRef::Null => 2,
        RawBsonRef::Int32(_) | RawBsonRef::Int64(_) | RawBsonRef::Double(_) | RawBsonRef::Decimal128(_) => 3,
        RawBsonRef::String(_) | RawBsonRef::Symbol(_) => 4,
        RawBsonRef::Document(_) => 5,
        RawBsonRef::Array(_) => 6,
        RawBsonRef::Binary(_) => 7,
        RawBsonRef::ObjectId(_) => 8,
        RawBsonRef::Boolean(_) => 9,
        RawBsonRef::DateTime(_) => 10,
        RawBsonRef::Timestamp(_) => 11,
        RawBsonRef::RegularExpression(_) => 12,
        RawBsonRef::DbPointer(_) => 13,
        RawBsonRef::JavaScriptCode(_) => 14,
        RawBsonRef::JavaScriptCodeWithScope(_) => 15,
        RawBsonRef::MaxKey => 16,
    }
}

/// NaN is the smallest number and equal to itself; both zeros are equal.
fn doubles(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}

/// A number as its decimal digits, so that all types compare exactly.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    Nan,
    Infinite {
        negative: bool,
    },
    /// `0.digits × 10^exponent`; no digits for zero, none of them trailing or leading zeros.
    Finite {
        negative: bool,
        digits: String,
        exponent: i64,
    },
}

impl Number {
    /// The number, if the value is one.
    pub(super) fn of(value: RawBsonRef<'_>) -> Option<Self> {
        Some(match value {
            RawBsonRef::Int32(number) => Self::read(&number.to_string()),
            RawBsonRef::Int64(number) => Self::read(&number.to_string()),
            // With so many digits every double is written exactly.
            RawBsonRef::Double(number) => Self::read(&format!("{number:.800e}")),
            RawBsonRef::Decimal128(number) => Self::read(&decimal(number)),
            _ => return None,
        })
    }

    fn read(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let lower = text.to_ascii_lowercase();
        if lower.contains("nan") {
            return Self::Nan;
        }
        if lower.contains("inf") {
            return Self::Infinite { negative };
        }
        let (mantissa, power) = lower.split_once('e').unwrap_or((&lower, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let leading = all.len().saturating_sub(significant.len());
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self::Finite { negative: false, digits, exponent: 0 };
        }
        let length = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let exponent =
            power.trim_start_matches('+').parse::<i64>().unwrap_or(0) + length(whole.len()) - length(leading);
        Self::Finite { negative, digits, exponent }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match number {
            Self::Nan => -3,
            Self::Infinite { negative: true } => -2,
            Self::Finite { negative: true, .. } => -1,
            Self::Finite { digits, .. } if digits.is_empty() => 0,
            Self::Finite { .. } => 1,
            Self::Infinite { negative: false } => 2,
        };
        let by_sign = sign(self).cmp(&sign(other));
        match (self, other) {
            (
                Self::Finite { negative, digits: a, exponent: x },
                Self::Finite { digits: b, exponent: y, .. },
            ) if by_sign == Ordering::Equal => {
                let by_size = x.cmp(y).then_with(|| a.cmp(b));
                if *negative { by_size.reverse() } else { by_size }
            }
            _ => by_sign,
        }
    }
}

/// The same bytes for values that the server takes for equal: numbers by their value, text and symbols alike, everything
/// else by type and bytes.
pub fn equality_key(value: RawBsonRef<'_>) -> Vec<u8> {
    if let Some(number) = Number::of(value) {
        return format!("n{number:?}").into_bytes();
    }
    if let RawBsonRef::String(text) | RawBsonRef::Symbol(text) = value {
        return format!("s{text}").into_bytes();
    }
    let mut holder = bson::RawDocumentBuf::new();
    holder.append(bson::raw::cstr!(""), value);
    holder.into_bytes()
}

fn decimal(number: Decimal128) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use bson::{Bson, RawBson, doc};
    use proptest::prelude::*;

    use super::compare;

    fn order(a: &Bson, b: &Bson) -> Ordering {
        let raw = |value: &Bson| RawBson::try_from(value.clone()).unwrap();
        compare(raw(a).as_raw_bson_ref(), raw(b).as_raw_bson_ref())
    }

    #[test]
    fn kinds_stand_in_the_order_of_the_server_and_numbers_together() {
        let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
        let rising = [
            Bson::MinKey,
            Bson::Undefined,
            Bson::Null,
            Bson::Double(f64::NAN),
            Bson::Double(f64::NEG_INFINITY),
            Bson::Int64(i64::MIN),
            Bson::Double(-1.5),
            Bson::Double(0.0),
            decimal("1E-6176"),
            Bson::Double(5e-324),
            Bson::Double(0.1),
            decimal("0.1000000000000000055511151231257828"),
            Bson::Int32(1),
            decimal("1.5"),
            Bson::Int64((1 << 53) + 1),
            Bson::Int64(i64::MAX),
            Bson::Double(9.3e18),
            decimal("9.999E6144"),
            Bson::Double(f64::INFINITY),
            Bson::from(""),
            Bson::from("a"),
            Bson::from(doc! { "a": 1 }),
            Bson::from(vec![1]),
            Bson::Binary(bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: vec![9] }),
            Bson::Binary(bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: vec![1, 1] }),
            Bson::ObjectId(bson::oid::ObjectId::from_bytes([1; 12])),
            Bson::Boolean(false),
            Bson::Boolean(true),
            Bson::DateTime(bson::DateTime::from_millis(-1)),
            Bson::DateTime(bson::DateTime::from_millis(0)),
            Bson::Timestamp(bson::Timestamp { time: 1, increment: 0 }),
            Bson::MaxKey,
        ];
        for (i, a) in rising.iter().enumerate() {
            for (j, b) in rising.iter().enumerate() {
                assert_eq!(order(a, b), i.cmp(&j), "{a} and {b}");
            }
        }
        for (a, b) in [
            (Bson::Double(-0.0), Bson::Int32(0)),
            (Bson::Double(f64::NAN), decimal("NaN")),
            (decimal("1.50"), Bson::Double(1.5)),
            (Bson::Int64(3), decimal("3E0")),
            (decimal("0E-10"), Bson::Double(0.0)),
        ] {
            assert_eq!(order(&a, &b), Ordering::Equal, "{a} and {b}");
        }
    }

    proptest! {
        #[test]
        fn numbers_of_two_types_compare_as_numbers(a in any::<i64>(), b in any::<i32>(), c in -1e15..1e15_f64) {
            prop_assert_eq!(order(&Bson::Int64(a), &Bson::Int32(b)), a.cmp(&i64::from(b)));
            let as_decimal = |n: i64| Bson::Decimal128(n.to_string().parse().unwrap());
            prop_assert_eq!(order(&Bson::Int64(a), &as_decimal(i64::from(b))), a.cmp(&i64::from(b)));
            let floor = c.floor();
            let whole: i64 = format!("{floor:.0}").parse().unwrap();
            let expected = if c > floor { Ordering::Greater } else { Ordering::Equal };
            prop_assert_eq!(order(&Bson::Double(c), &Bson::Int64(whole)), expected);
        }
    }
}

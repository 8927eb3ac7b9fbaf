//! Where the lines of an axis stand. Pure.

/// The next round number at or above the largest value: 1, 2, 2.5 or 5 times a power of ten.
pub fn nice_maximum(largest: f64) -> f64 {
    if !(largest.is_finite() && largest > 0.0) {
        return 1.0;
    }
    let power = js_sys::Math::pow(10.0, js_sys::Math::log10(largest).floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|top| *top >= largest)
        .unwrap_or(largest)
}

/// Five lines from nothing to the top.
pub fn ticks(top: f64) -> [f64; 5] {
    [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| share * top)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::nice_maximum;

    #[wasm_bindgen_test]
    fn the_top_is_round_and_never_below_the_largest() {
        for (largest, top) in
            [(0.0, 1.0), (7609.0, 10_000.0), (34.0, 50.0), (2.1, 2.5), (100.0, 100.0), (f64::NAN, 1.0)]
        {
            assert!((nice_maximum(largest) - top).abs() < 1e-9, "{largest} gave {}", nice_maximum(largest));
        }
    }
}

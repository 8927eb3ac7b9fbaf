//! Where the lines of an axis stand. Pure.

/// How many steps an axis has.
const STEPS: f64 = 4.0;

/// Whether a value has no fraction.
pub fn is_whole(value: f64) -> bool {
    value.fract().abs() < f64::EPSILON
}

/// The end of an axis for values up to the largest: four round steps. Of what is counted, each step is whole, so that no
/// line is named by a number that it does not stand at.
pub fn nice_top(largest: f64, counted: bool) -> f64 {
    if !(largest.is_finite() && largest > 0.0) {
        return if counted { STEPS } else { 1.0 };
    }
    let least = largest / STEPS;
    let power = js_sys::Math::pow(10.0, js_sys::Math::log10(least).floor());
    let step = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= least && (!counted || is_whole(*step)))
        .unwrap_or(if counted { least.ceil() } else { least });
    STEPS * step
}

/// Five lines from nothing to the top.
pub fn ticks(top: f64) -> [f64; 5] {
    [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| share * top)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{is_whole, nice_top, ticks};

    #[wasm_bindgen_test]
    fn the_top_is_round_and_never_below_the_largest() {
        for (largest, counted, top) in [
            (0.0, false, 1.0),
            (0.0, true, 4.0),
            (1.0, true, 4.0),
            (5.0, true, 8.0),
            (34.0, true, 40.0),
            (100.0, true, 100.0),
            (7609.0, true, 8000.0),
            (2.1, false, 2.4),
            (f64::NAN, false, 1.0),
        ] {
            let found = nice_top(largest, counted);
            assert!((found - top).abs() < 1e-9, "{largest} gave {found}");
        }
    }

    #[wasm_bindgen_test]
    fn what_is_counted_has_whole_lines() {
        for largest in 0..2_000 {
            let top = nice_top(f64::from(largest), true);
            assert!(
                top >= f64::from(largest) && ticks(top).into_iter().all(is_whole),
                "{largest} gave {top}"
            );
        }
    }
}

//! A device, as a person would call it, from what its browser says of itself.

use crate::i18n::{say, tr};

/// The browser and system of a `User-Agent`, or its first word for a program.
pub fn device_name(user_agent: &str) -> String {
    match recognise(user_agent) {
        Some((browser, system)) => say!(account.browser_on, browser = browser, system = system),
        None => match user_agent.split_whitespace().next() {
            Some(program) => program.to_owned(),
            None => tr!(account.unknown_device)().to_owned(),
        },
    }
}

/// The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
fn recognise(user_agent: &str) -> Option<(&'static str, &'static str)> {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    Some((find(&BROWSERS)?, find(&SYSTEMS)?))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::recognise;

    #[wasm_bindgen_test]
    fn common_browsers_are_called_by_their_names() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604";
        assert_eq!(recognise(chrome), Some(("Chrome", "Linux")));
        assert_eq!(recognise(edge), Some(("Edge", "Windows")));
        assert_eq!(recognise(iphone), Some(("Safari", "iPhone")));
        assert_eq!(recognise("curl/8.9"), None);
    }
}

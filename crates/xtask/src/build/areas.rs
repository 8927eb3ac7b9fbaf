//! The split code as one file for each area, so that a first visit is two requests for code: the main module and the
//! area that the address leads to.
//!
//! Splitting gives one module for each set of areas that share some code: more than a hundred, most of them tiny, and
//! an area needs dozens. All that an area needs travels in one file, which compresses as a whole. What two areas share is
//! in both files, and is taken from the one that comes first; so a first visit waits for the least, and going on to
//! another area costs a part of it again, once.
//!
//! An area called `a_b` is only shown inside the area `a`, so what `a` needs is there already and left out.
//!
//! ```text
//! 4 bytes          length of the table, little endian
//! table            JSON: [["module", bytes], …], the area's own module last
//! modules          one after the other
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The areas and the files that each of them needs: those of the areas around it, and its own.
pub type Areas = BTreeMap<String, Vec<String>>;

/// Puts the modules of a folder into one file for each area, writes what loads them, and says which files each area
/// needs. `needs` names the modules of each area.
pub fn pack(folder: &Path, loader: &str, needs: &HashMap<String, Vec<String>>) -> Result<Areas> {
    let file = folder.join(loader);
    let given = fs::read_to_string(&file)?;
    let names: BTreeSet<&str> = needs.keys().map(String::as_str).collect();
    let mut modules = BTreeSet::new();
    let mut areas = Areas::new();
    let mut script = LOADER.to_owned();
    for area in &names {
        let own = format!("split_{area}");
        let around: Vec<&str> = names.iter().filter(|outer| is_inside(area, outer)).copied().collect();
        let there: BTreeSet<&String> =
            around.iter().filter_map(|outer| needs.get(*outer)).flatten().collect();
        let mut wanted: Vec<&String> =
            needs.get(*area).into_iter().flatten().filter(|module| !there.contains(module)).collect();
        wanted.sort_by_key(|module| (**module == own, *module));
        fs::write(folder.join(name_of(area)), packed(folder, &wanted)?)?;
        modules.extend(wanted.into_iter().cloned());
        areas.insert((*area).to_owned(), around.iter().chain([area]).map(|area| name_of(area)).collect());

        let export = format!("export const __wasm_split_load_{area} = ");
        if !given.contains(&export) {
            bail!("{loader} does not export the loader of the area {area} under the name that is known");
        }
        script.push_str(&format!("{export}loading(\"{area}\");\n"));
    }
    if !given.contains("sharedImports = { __wasm_split: {") {
        bail!("{loader} gives modules other imports than those that are known");
    }
    for module in modules {
        fs::remove_file(folder.join(format!("{module}.wasm")))?;
    }
    fs::write(file, script)?;
    Ok(areas)
}

fn is_inside(area: &str, outer: &str) -> bool {
    area.strip_prefix(outer).is_some_and(|rest| rest.starts_with('_'))
}

fn name_of(area: &str) -> String {
    format!("{area}.bin")
}

fn packed(folder: &Path, modules: &[&String]) -> Result<Vec<u8>> {
    let mut table = Vec::new();
    let mut content = Vec::new();
    for module in modules {
        let path = folder.join(format!("{module}.wasm"));
        let bytes = fs::read(&path).with_context(|| format!("{} is missing", path.display()))?;
        table.push((module, bytes.len()));
        content.extend(bytes);
    }
    let table = serde_json::to_vec(&table)?;
    let length = u32::try_from(table.len())?;
    Ok([&length.to_le_bytes()[..], &table, &content].concat())
}

/// Loads areas. A module is instantiated once, whichever area brings it; an area that did not arrive is fetched again by
/// the next try. The area's own module comes after all that it needs.
const LOADER: &str = r#"import { initSync } from "./web.js";
const modules = {};
function instantiated(name, bytes) {
    modules[name] ??= WebAssembly.instantiate(bytes, { __wasm_split: initSync() });
    modules[name].catch(() => delete modules[name]);
    return modules[name];
}
async function load(area) {
    const answer = await fetch(new URL(`${area}.bin`, import.meta.url));
    if (!answer.ok) throw new Error(`${area}: ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    const length = new DataView(bytes).getUint32(0, true);
    let at = 4 + length;
    const parts = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))).map(([name, size]) => {
        at += size;
        return [name, bytes.slice(at - size, at)];
    });
    const own = parts.pop();
    await Promise.all(parts.map((part) => instantiated(...part)));
    await instantiated(...own);
}
const loading = (area) => async (callback, data) => {
    let arrived = true;
    await load(area).catch((error) => {
        console.error(error);
        arrived = false;
    });
    initSync().__indirect_function_table.get(callback)(data, arrived);
};
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(areas: &[(&str, &[&str])]) -> HashMap<String, Vec<String>> {
        let owned = |modules: &[&str]| modules.iter().map(|module| (*module).to_owned()).collect();
        areas.iter().map(|(area, modules)| ((*area).to_owned(), owned(modules))).collect()
    }

    fn given(folder: &Path, areas: &[&str], modules: &[&str]) {
        let exports = areas.iter().map(|area| format!("export const __wasm_split_load_{area} = x;\n"));
        let script = format!("sharedImports = {{ __wasm_split: {{  }} }};\n{}", exports.collect::<String>());
        fs::write(folder.join("loader.js"), script).unwrap();
        for module in modules {
            fs::write(folder.join(format!("{module}.wasm")), format!("<{module}>")).unwrap();
        }
    }

    /// The modules in a file, as the loader reads them.
    fn modules(folder: &Path, area: &str) -> Vec<(String, String)> {
        let bytes = fs::read(folder.join(format!("{area}.bin"))).unwrap();
        let length = usize::try_from(u32::from_le_bytes(bytes[..4].try_into().unwrap())).unwrap();
        let table: Vec<(String, usize)> = serde_json::from_slice(&bytes[4..4 + length]).unwrap();
        let mut at = 4 + length;
        let found = table
            .into_iter()
            .map(|(name, size)| {
                at += size;
                (name, String::from_utf8(bytes[at - size..at].to_vec()).unwrap())
            })
            .collect();
        assert_eq!(at, bytes.len());
        found
    }

    #[test]
    fn an_area_brings_all_that_it_needs_beyond_the_areas_around_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        given(folder, &["a", "a_x", "b"], &["one", "two", "split_a", "split_a_x", "split_b"]);
        let areas = pack(
            folder,
            "loader.js",
            &needs(&[
                ("a", &["split_a", "one"]),
                ("a_x", &["split_a_x", "one", "two"]),
                ("b", &["two", "split_b", "one"]),
            ]),
        )
        .unwrap();
        let entry = |name: &str| (name.to_owned(), format!("<{name}>"));
        assert_eq!(modules(folder, "a"), [entry("one"), entry("split_a")]);
        assert_eq!(modules(folder, "a_x"), [entry("two"), entry("split_a_x")]);
        assert_eq!(modules(folder, "b"), [entry("one"), entry("two"), entry("split_b")]);
        assert_eq!(areas["a_x"], ["a.bin", "a_x.bin"]);
        assert_eq!(areas["b"], ["b.bin"]);
        assert!(!folder.join("one.wasm").exists() && !folder.join("split_a.wasm").exists());
        let script = fs::read_to_string(folder.join("loader.js")).unwrap();
        assert!(script.contains("export const __wasm_split_load_a_x = loading(\"a_x\");"), "{script}");
    }

    #[test]
    fn an_unknown_loader_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        given(folder.path(), &["a"], &["split_a", "split_b"]);
        let needs = needs(&[("a", &["split_a"]), ("b", &["split_b"])]);
        let error = pack(folder.path(), "loader.js", &needs).unwrap_err().to_string();
        assert!(error.contains("area b"), "{error}");
    }

    #[test]
    fn only_a_name_that_goes_on_is_inside() {
        assert!(is_inside("admin_users", "admin") && is_inside("admin_backups_tabs", "admin_backups"));
        assert!(
            !is_inside("admin", "admin")
                && !is_inside("administer", "admin")
                && !is_inside("admin", "admin_users")
        );
    }
}
